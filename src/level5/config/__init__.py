"""Run configs: YAML parts, merged, overridden, validated, frozen."""

from level5.config.load import dump_yaml, load_run, load_suite
from level5.config.schema import RunConfig, SuiteConfig

__all__ = ["RunConfig", "SuiteConfig", "dump_yaml", "load_run", "load_suite"]
