"""The engine's own process: `python -m infra.local.engine_process`."""

from ministack.app import main

from infra.local.lifeline import end_with_parent

if __name__ == "__main__":
    end_with_parent()
    main()
