# Databricks notebook source
# MAGIC %pip install -r requirements.txt

# COMMAND ----------

# MAGIC %sql
# MAGIC SELECT * FROM train LIMIT 5

# COMMAND ----------

# MAGIC %sh
# MAGIC export CUDA_VISIBLE_DEVICES=0,1
# MAGIC torchrun --nproc_per_node 2 train_classifier.py \
# MAGIC   --epochs 7 --batch-size 20

# COMMAND ----------

display(spark.table("metrics"))
