"""Draw the PNG icons of the installed portal from icon.svg: `python -m infra.icons`. Needs Chromium."""

from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).parent.parent / "site" / "assets" / "img"
SIZES = {"icon-180.png": 180, "icon-192.png": 192, "icon-512.png": 512}
MASKABLE = "icon-maskable-512.png"
"""Systems cut this one to their own shape: it goes to the edges, the drawing stays in the middle 80 %."""


def main() -> None:
    svg = (IMAGES / "icon.svg").read_text()
    square = svg.replace('rx="14" ', "").replace(
        'viewBox="0 0 64 64"', 'viewBox="0 0 64 64" width="100%" height="100%"'
    )
    sized = svg.replace("<svg ", '<svg width="100%" height="100%" ')
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name, size in SIZES.items():
            shot(browser, sized, size, IMAGES / name)
        shot(browser, square, 512, IMAGES / MASKABLE)
        browser.close()


def shot(browser: Browser, svg: str, size: int, path: Path) -> None:
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(f'<body style="margin:0;height:100vh">{svg}')
    page.screenshot(path=path, omit_background=True)
    page.close()


if __name__ == "__main__":
    main()
