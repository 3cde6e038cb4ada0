"""Sample fairs of any size: invented exhibitors in a drawn hall, for trying and measuring."""

from hall.service.sampling.folder import SampleShape, write_sample

__all__ = ["SampleShape", "write_sample"]
