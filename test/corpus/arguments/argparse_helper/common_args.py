# Options that several scripts share.
import argparse


def base_parser():
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument('--batch-size', type=int, default=32)
    parser.add_argument('--seed', type=int, default=0)
    return parser


def add_optimizer_args(parser):
    group = parser.add_argument_group('optimizer')
    group.add_argument('--learning-rate', '--lr', dest='lr', type=float, default=1e-3)
    group.add_argument('--weight-decay', type=float, default=0.05)
    return parser
