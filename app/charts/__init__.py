"""Arrays to pictures, HTML or Plotly figures. Knows no Streamlit."""
