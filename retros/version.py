"""The version of this program, which the package and each backup carry."""

VERSION = "0.1.0"
