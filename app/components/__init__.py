"""The few things that neither Streamlit nor Plotly can do: small inline components."""
