// Contexts and decorators under which nothing trains.

/** Callees of `with` blocks and decorators that keep no gradients. */
export const withoutGradients = /(^|\.)(no_grad|inference_mode)$/;
