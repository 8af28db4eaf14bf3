"""What changes is noticed, and only what must starts again."""

import os

from infra.local.reload import changes, needs_restart, snapshot


def test_what_is_written_added_or_removed_is_noticed(tmp_path):
    (tmp_path / "functions").mkdir()
    (tmp_path / "docs").mkdir()
    kept, written, removed = (
        tmp_path / "functions" / name for name in ("kept.py", "written.py", "removed.py")
    )
    for path in (kept, written, removed):
        path.write_text("")
    before = snapshot(tmp_path)

    os.utime(written, ns=(1, 1))
    removed.unlink()
    added = tmp_path / "app.py"
    added.write_text("")
    (tmp_path / "functions" / "__pycache__").mkdir()
    (tmp_path / "functions" / "__pycache__" / "kept.cpython-311.pyc").write_bytes(b"")
    (tmp_path / "functions" / ".kept.py.swp").write_bytes(b"")
    (tmp_path / "docs" / "glossary.md").write_text("")

    assert changes(before, snapshot(tmp_path)) == sorted([added, written, removed])


def test_a_text_of_the_site_needs_new_pages_and_not_a_new_server(tmp_path):
    text, code = tmp_path / "site" / "content" / "aide.md", tmp_path / "functions" / "web" / "status.py"
    assert not needs_restart([text], tmp_path)
    assert needs_restart([text, code], tmp_path)
