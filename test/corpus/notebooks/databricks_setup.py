# Databricks notebook source
BASE = "microsoft/deberta-v3-small"
MAX_TOKENS = 96
