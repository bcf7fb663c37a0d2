"""What pyproject.toml has no words for: every room is a package, and assets/ goes along as alexnet/assets."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["alexnet", "alexnet.*"]), "alexnet.assets"],
    package_dir={"alexnet.assets": "assets"},
    package_data={"alexnet.assets": ["*/*", "text/**/*"]},  # what people add lies deeper, in */own/
    include_package_data=False,  # it would take whatever git does not ignore
)
