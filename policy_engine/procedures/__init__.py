"""Procedures (工作程序): a policy's steps, what a log of events comes to by them, and the log's own seal."""
