// Which steps between a loader and a trainer give as many rows as they take; one list for named data sets and for the user's own files.

const names = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Methods of the `datasets` library and of tf.data, and conversions of arrays and tensors. */
const ofDatasets = names(
  'map shuffle sort with_format set_format reset_format with_transform set_transform remove_columns rename_column rename_columns select_columns add_column ' +
    'cast cast_column class_encode_column flatten_indices to_iterable_dataset prefetch cache astype to_numpy copy float long to',
);

/** Methods of pandas tables, of texts and of what holds rows in memory. `apply` may give other rows in tf.data, and `values` are columns in a dictionary. */
const ofTables = names(
  'to_pandas to_list tolist to_dict to_records values array asarray fillna reset_index rename assign apply sort_values sort_index iloc loc list ' +
    'from_pandas from_dataframe from_list from_dict from_tensor_slices TensorDataset tensor from_numpy LongTensor FloatTensor DataLoader permutation ' +
    'str lower strip replace readlines splitlines read train_dataset take_all',
);

/** Steps after which a named set has the samples that it had; batches hold the same samples, and what a filter leaves isn't known: all are counted. */
const ofNamedSets = names('batch padded_batch filter flatten');

export const keepsSamples = (method: string): boolean => ofDatasets.has(method) || ofNamedSets.has(method);

export const keepsRows = (name: string): boolean => ofDatasets.has(name) || ofTables.has(name);
