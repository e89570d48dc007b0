"""What a page of a sample service may load, as its Content-Security-Policy."""

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
# A page that reads codes with the camera: its script, and the reader's wasm that the script fetches.
CAMERA_POLICY = f"{POLICY}; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
