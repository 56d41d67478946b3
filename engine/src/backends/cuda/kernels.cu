// The kernels of the CUDA network, compiled at run time for the GPU in use.
//
// Maps are [height][width][channels] (NHWC), in bf16 if BF16 is defined, else in f32. The number of channels is a
// multiple of 64, and a thread works on a group of eight channels at a time: `groups` is channels / 8. A picture and
// its gradient are [3][height][width] in f32. Blocks add nothing to memory that they share, so no sum depends on the
// order in which they run. `reference_kernels` has the same arithmetic in plain Rust.

#ifdef BF16
typedef unsigned short Value;
typedef uint4 Packed;

__device__ __forceinline__ float wide(Value value) { return __uint_as_float((unsigned)value << 16); }

// Rounds to the nearest bf16, ties to even.
__device__ __forceinline__ Value narrow(float value) {
    unsigned bits = __float_as_uint(value);
    if ((bits & 0x7fffffffu) > 0x7f800000u) return (Value)0x7fff;
    return (Value)((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

__device__ __forceinline__ unsigned pack(float low, float high) {
    unsigned both;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(both) : "f"(high), "f"(low));
    return both;
}
#else
typedef float Value;
__device__ __forceinline__ float wide(Value value) { return value; }
__device__ __forceinline__ Value narrow(float value) { return value; }
#endif

// The values of one group of channels.
struct Float8 {
    float v[8];
};

__device__ __forceinline__ Float8 load(const Value* from) {
    Float8 e;
#ifdef BF16
    uint4 q = *(const uint4*)from;
    unsigned words[4] = {q.x, q.y, q.z, q.w};
#pragma unroll
    for (int i = 0; i < 4; i++) {
        e.v[2 * i] = __uint_as_float(words[i] << 16);
        e.v[2 * i + 1] = __uint_as_float(words[i] & 0xffff0000u);
    }
#else
    float4 a = ((const float4*)from)[0], b = ((const float4*)from)[1];
    e.v[0] = a.x; e.v[1] = a.y; e.v[2] = a.z; e.v[3] = a.w;
    e.v[4] = b.x; e.v[5] = b.y; e.v[6] = b.z; e.v[7] = b.w;
#endif
    return e;
}

__device__ __forceinline__ void store(Value* to, const Float8& e) {
#ifdef BF16
    *(uint4*)to = make_uint4(pack(e.v[0], e.v[1]), pack(e.v[2], e.v[3]), pack(e.v[4], e.v[5]), pack(e.v[6], e.v[7]));
#else
    ((float4*)to)[0] = make_float4(e.v[0], e.v[1], e.v[2], e.v[3]);
    ((float4*)to)[1] = make_float4(e.v[4], e.v[5], e.v[6], e.v[7]);
#endif
}

__device__ __forceinline__ Float8 zeros() {
    Float8 e;
#pragma unroll
    for (int i = 0; i < 8; i++) e.v[i] = 0.0f;
    return e;
}

// Sums each of `values` over the threads of a block (a multiple of 32, at most 1024). Every thread gets the sums.
template <int N>
__device__ void block_sum(double (&values)[N]) {
    __shared__ double parts[32][N];
    int lane = threadIdx.x & 31, warp = threadIdx.x >> 5, warps = blockDim.x >> 5;
    for (int n = 0; n < N; n++)
        for (int step = 16; step > 0; step >>= 1) values[n] += __shfl_xor_sync(0xffffffffu, values[n], step);
    __syncthreads();
    if (lane == 0)
        for (int n = 0; n < N; n++) parts[warp][n] = values[n];
    __syncthreads();
    for (int n = 0; n < N; n++) {
        values[n] = 0.0;
        for (int w = 0; w < warps; w++) values[n] += parts[w][n];
    }
}

// conv1_1 with bias and ReLU. A warp computes 16 pixels of one row, each lane 4 pixels and 8 channels.
// kernel: [27 = (colour, dy, dx)][2 halves][8 groups][4]. Grid: (128 pixels, rows), 256 threads a block.
extern "C" __global__ void first_forward(const float* picture, const float* kernel, const float* bias, Value* out,
                                         int height, int width, int replicate, float red, float green, float blue) {
    __shared__ float4 weights[27 * 16];
    for (int i = threadIdx.x; i < 27 * 16; i += blockDim.x) weights[i] = ((const float4*)kernel)[i];
    __syncthreads();
    int lane = threadIdx.x & 31, group = lane & 7;
    int left = (blockIdx.x * 32 + (threadIdx.x >> 5) * 4 + (lane >> 3)) * 4, y = blockIdx.y;
    if (left >= width) return;
    float sums[4][8];
#pragma unroll
    for (int p = 0; p < 4; p++)
#pragma unroll
        for (int i = 0; i < 8; i++) sums[p][i] = bias[group * 8 + i];
    float mean[3] = {red, green, blue};
    bool inner = y > 0 && y + 1 < height && left > 0 && left + 4 < width;
#pragma unroll
    for (int c = 0; c < 3; c++) {
        const float* plane = picture + (size_t)c * height * width;
#pragma unroll
        for (int dy = 0; dy < 3; dy++) {
            float row[6];
            const float* from = plane + (size_t)(y + dy - 1) * width + left - 1;
#pragma unroll
            for (int i = 0; i < 6; i++) {
                if (inner) {
                    row[i] = from[i] - mean[c];
                    continue;
                }
                int from_y = y + dy - 1, from_x = left + i - 1;
                bool inside = from_y >= 0 && from_y < height && from_x >= 0 && from_x < width;
                from_y = min(max(from_y, 0), height - 1);
                from_x = min(max(from_x, 0), width - 1);
                row[i] = inside || replicate ? plane[(size_t)from_y * width + from_x] - mean[c] : 0.0f;
            }
#pragma unroll
            for (int dx = 0; dx < 3; dx++) {
                float4 a = weights[(c * 9 + dy * 3 + dx) * 16 + group], b = weights[(c * 9 + dy * 3 + dx) * 16 + 8 + group];
                float w[8] = {a.x, a.y, a.z, a.w, b.x, b.y, b.z, b.w};
#pragma unroll
                for (int p = 0; p < 4; p++)
#pragma unroll
                    for (int i = 0; i < 8; i++) sums[p][i] = fmaf(row[p + dx], w[i], sums[p][i]);
            }
        }
    }
    for (int p = 0; p < 4 && left + p < width; p++) {
        Float8 e;
#pragma unroll
        for (int i = 0; i < 8; i++) e.v[i] = fmaxf(sums[p][i], 0.0f);
        store(out + ((size_t)y * width + left + p) * 64 + group * 8, e);
    }
}

// The picture's gradient from the gradient at conv1_1's output, as if the border were zeros. Layout and grid are those
// of first_forward.
extern "C" __global__ void first_backward(const Value* gradient, const float* kernel, float* out, int height, int width) {
    __shared__ float4 weights[27 * 16];
    for (int i = threadIdx.x; i < 27 * 16; i += blockDim.x) weights[i] = ((const float4*)kernel)[i];
    __syncthreads();
    int lane = threadIdx.x & 31, group = lane & 7;
    int left = (blockIdx.x * 32 + (threadIdx.x >> 5) * 4 + (lane >> 3)) * 4, y = blockIdx.y;
    float sums[4][3] = {};
#pragma unroll
    for (int dy = 0; dy < 3; dy++) {
        int from_y = y - dy + 1;
        if (from_y < 0 || from_y >= height) continue;
        Float8 row[6];
#pragma unroll
        for (int i = 0; i < 6; i++) {
            int from_x = left + i - 1;
            row[i] = from_x >= 0 && from_x < width
                         ? load(gradient + ((size_t)from_y * width + from_x) * 64 + group * 8)
                         : zeros();
        }
#pragma unroll
        for (int c = 0; c < 3; c++)
#pragma unroll
            for (int dx = 0; dx < 3; dx++) {
                float4 a = weights[(c * 9 + dy * 3 + dx) * 16 + group], b = weights[(c * 9 + dy * 3 + dx) * 16 + 8 + group];
                float w[8] = {a.x, a.y, a.z, a.w, b.x, b.y, b.z, b.w};
#pragma unroll
                for (int p = 0; p < 4; p++)
#pragma unroll
                    for (int i = 0; i < 8; i++) sums[p][c] = fmaf(row[p - dx + 2].v[i], w[i], sums[p][c]);
            }
    }
#pragma unroll
    for (int p = 0; p < 4; p++)
#pragma unroll
        for (int c = 0; c < 3; c++) {
#pragma unroll
            for (int step = 4; step > 0; step >>= 1) sums[p][c] += __shfl_xor_sync(0xffffffffu, sums[p][c], step);
            if (group == 0 && left + p < width) out[((size_t)c * height + y) * width + left + p] = sums[p][c];
        }
}

// Adds what first_backward leaves out where the border repeats the edge: the gradients at the border's pixels, to the
// edge pixels that they repeat. One warp for each pixel of the edge; it visits its border pixels in a fixed order.
extern "C" __global__ void first_backward_border(const Value* gradient, const float* kernel, float* out, int height,
                                                 int width) {
    int edge = (blockIdx.x * blockDim.x + threadIdx.x) >> 5, lane = threadIdx.x & 31;
    int rows = max(height - 2, 0), bottom = height > 1 ? width : 0, right = width > 1 ? rows : 0;
    int y, x;
    if (edge < width) {
        y = 0, x = edge;
    } else if (edge < width + bottom) {
        y = height - 1, x = edge - width;
    } else if (edge < width + bottom + rows) {
        y = 1 + edge - width - bottom, x = 0;
    } else if (edge < width + bottom + rows + right) {
        y = 1 + edge - width - bottom - rows, x = width - 1;
    } else {
        return;
    }
    float sums[3] = {};
    for (int border_y = y == 0 ? -1 : y; border_y <= (y == height - 1 ? height : y); border_y++)
        for (int border_x = x == 0 ? -1 : x; border_x <= (x == width - 1 ? width : x); border_x++) {
            if (border_y == y && border_x == x) continue;
            for (int tap = 0; tap < 9; tap++) {
                int from_y = border_y - tap / 3 + 1, from_x = border_x - tap % 3 + 1;
                if (from_y < 0 || from_y >= height || from_x < 0 || from_x >= width) continue;
                for (int o = lane; o < 64; o += 32) {
                    float g = wide(gradient[((size_t)from_y * width + from_x) * 64 + o]);
                    for (int c = 0; c < 3; c++)
                        sums[c] += g * kernel[(c * 9 + tap) * 64 + (o >> 2 & 1) * 32 + (o >> 3) * 4 + (o & 3)];
                }
            }
        }
    for (int c = 0; c < 3; c++) {
        for (int step = 16; step > 0; step >>= 1) sums[c] += __shfl_xor_sync(0xffffffffu, sums[c], step);
        if (lane == 0) out[((size_t)c * height + y) * width + x] += sums[c];
    }
}

// Bias and ReLU in place. One thread for each of `count` groups.
extern "C" __global__ void bias_relu(Value* maps, const float* bias, unsigned count, int groups) {
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= count) return;
    Float8 e = load(maps + (size_t)i * 8);
    const float* b = bias + (i % groups) * 8;
#pragma unroll
    for (int n = 0; n < 8; n++) e.v[n] = fmaxf(e.v[n] + b[n], 0.0f);
    store(maps + (size_t)i * 8, e);
}

// 2 x 2 pooling, average or maximum. One thread for each group of a pooled pixel.
extern "C" __global__ void pool(const Value* maps, Value* out, int height, int width, int groups, int average) {
    int h = height / 2, w = width / 2;
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= (unsigned)h * w * groups) return;
    int group = i % groups, x = i / groups % w, y = i / groups / w;
    const Value* from = maps + (((size_t)2 * y * width + 2 * x) * groups + group) * 8;
    size_t right = (size_t)groups * 8, down = (size_t)width * groups * 8;
    Float8 a = load(from), b = load(from + right), c = load(from + down), d = load(from + down + right);
#pragma unroll
    for (int n = 0; n < 8; n++)
        a.v[n] = average ? (a.v[n] + b.v[n] + c.v[n] + d.v[n]) * 0.25f
                         : fmaxf(fmaxf(a.v[n], b.v[n]), fmaxf(c.v[n], d.v[n]));
    store(out + (size_t)i * 8, a);
}

// Backward through a pooling, and through the ReLU before it if `mask`: `above` is the gradient at the pooled maps,
// `out` the gradient at `maps`. One thread for each group of a window. Windows cut off by the edge were not pooled: they get
// zeros. Of equal maxima, the first in reading order gets the gradient.
extern "C" __global__ void unpool(const Value* maps, const Value* above, Value* out, int height, int width, int groups,
                                  int average, int mask) {
    int h = (height + 1) / 2, w = (width + 1) / 2;
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= (unsigned)h * w * groups) return;
    int group = i % groups, x = i / groups % w, y = i / groups / w;
    size_t at = (((size_t)2 * y * width + 2 * x) * groups + group) * 8;
    size_t steps[4] = {0, (size_t)groups * 8, (size_t)width * groups * 8, (size_t)(width + 1) * groups * 8};
    bool has_right = 2 * x + 1 < width, has_down = 2 * y + 1 < height;
    bool has[4] = {true, has_right, has_down, has_right && has_down};
    if (!has[3]) {
        for (int k = 0; k < 4; k++)
            if (has[k]) store(out + at + steps[k], zeros());
        return;
    }
    Float8 g = load(above + (((size_t)y * (width / 2) + x) * groups + group) * 8);
    Float8 f[4];
#pragma unroll
    for (int k = 0; k < 4; k++) f[k] = load(maps + at + steps[k]);
#pragma unroll
    for (int n = 0; n < 8; n++) {
        int first = 0;
        float most = f[0].v[n];
#pragma unroll
        for (int k = 1; k < 4; k++)
            if (f[k].v[n] > most) most = f[k].v[n], first = k;
#pragma unroll
        for (int k = 0; k < 4; k++) {
            float passed = average ? 0.25f * g.v[n] : k == first ? g.v[n] : 0.0f;
            f[k].v[n] = mask && !(f[k].v[n] > 0.0f) ? 0.0f : passed;
        }
    }
#pragma unroll
    for (int k = 0; k < 4; k++) store(out + at + steps[k], f[k]);
}

// Adds a layer's own gradients to the gradient at the output of its ReLU, and goes back through the ReLU:
// out = (is_empty ? 0 : out) + offset + scale weights (maps - target) + explicit_gradient where maps > 0, else 0. Terms
// whose pointer is null are left out; `weights`, one for each pixel, are 1 then. One thread for each of `count` groups.
extern "C" __global__ void relu_backward(Value* out, const Value* maps, const float* offset, const Value* target,
                                         const float* scale, const float* weights, const Value* explicit_gradient,
                                         unsigned count, int groups, int is_empty) {
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= count) return;
    size_t at = (size_t)i * 8;
    Float8 f = load(maps + at), sum = is_empty ? zeros() : load(out + at);
    if (offset) {
        const float* o = offset + (i % groups) * 8;
#pragma unroll
        for (int n = 0; n < 8; n++) sum.v[n] += o[n];
    }
    if (target) {
        Float8 t = load(target + at);
        float s = weights ? *scale * weights[i / groups] : *scale;
#pragma unroll
        for (int n = 0; n < 8; n++) sum.v[n] += s * (f.v[n] - t.v[n]);
    }
    if (explicit_gradient) {
        Float8 e = load(explicit_gradient + at);
#pragma unroll
        for (int n = 0; n < 8; n++) sum.v[n] += e.v[n];
    }
#pragma unroll
    for (int n = 0; n < 8; n++) sum.v[n] = f.v[n] > 0.0f ? sum.v[n] : 0.0f;
    store(out + at, sum);
}

// Planes, [channels][pixels] in f32, to maps. One thread for each value.
extern "C" __global__ void to_maps(const float* planes, Value* maps, unsigned pixels, int channels) {
    size_t i = (size_t)blockIdx.x * blockDim.x + threadIdx.x;
    if (i < (size_t)pixels * channels) maps[i] = narrow(planes[i % channels * pixels + i / channels]);
}

// Maps to planes.
extern "C" __global__ void to_planes(const Value* maps, float* planes, unsigned pixels, int channels) {
    size_t i = (size_t)blockIdx.x * blockDim.x + threadIdx.x;
    if (i < (size_t)pixels * channels) planes[i % channels * pixels + i / channels] = wide(maps[i]);
}

// f32 to the precision of maps.
extern "C" __global__ void to_precision(const float* from, Value* to, unsigned count) {
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) to[i] = narrow(from[i]);
}

// Sums of |maps - target|, and of its square times `weights`, over `count` groups: a pair for each block. The weights, one
// for each pixel, are 1 if their pointer is null.
extern "C" __global__ void distance(const Value* maps, const Value* target, const float* weights, unsigned count,
                                    int groups, double* parts) {
    double sums[2] = {0.0, 0.0};
    for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < count; i += gridDim.x * blockDim.x) {
        Float8 f = load(maps + (size_t)i * 8), t = load(target + (size_t)i * 8);
        float absolute = 0.0f, square = 0.0f;
#pragma unroll
        for (int n = 0; n < 8; n++) {
            float d = f.v[n] - t.v[n];
            absolute += fabsf(d);
            square += d * d;
        }
        sums[0] += absolute;
        sums[1] += weights ? weights[i / groups] * square : square;
    }
    block_sum(sums);
    if (threadIdx.x == 0) parts[2 * blockIdx.x] = sums[0], parts[2 * blockIdx.x + 1] = sums[1];
}

// Sums of each channel, to parts[block], over the `each` pixels of a block. 256 threads a block, at most 64 groups.
extern "C" __global__ void channel_sums(const Value* maps, unsigned pixels, int groups, unsigned each, float* parts) {
    __shared__ float sums[256 * 8];
    int group = threadIdx.x % groups, row = threadIdx.x / groups, rows = blockDim.x / groups;
    unsigned until = min(pixels, (blockIdx.x + 1) * each);
    Float8 sum = zeros();
    for (unsigned p = blockIdx.x * each + row; p < until; p += rows) {
        Float8 e = load(maps + ((size_t)p * groups + group) * 8);
#pragma unroll
        for (int n = 0; n < 8; n++) sum.v[n] += e.v[n];
    }
    for (int n = 0; n < 8; n++) sums[(row * groups + group) * 8 + n] = sum.v[n];
    __syncthreads();
    for (int c = threadIdx.x; c < groups * 8; c += blockDim.x) {
        float total = 0.0f;
        for (int r = 0; r < rows; r++) total += sums[r * groups * 8 + c];
        parts[blockIdx.x * groups * 8 + c] = total;
    }
}

// means[c] = factor * sum over blocks of parts[block][c]. One warp for each channel.
extern "C" __global__ void channel_means(const float* parts, int blocks, int channels, float factor, float* means) {
    int c = (blockIdx.x * blockDim.x + threadIdx.x) >> 5, lane = threadIdx.x & 31;
    if (c >= channels) return;
    float sum = 0.0f;
    for (int b = lane; b < blocks; b += 32) sum += parts[b * channels + c];
    for (int step = 16; step > 0; step >>= 1) sum += __shfl_xor_sync(0xffffffffu, sum, step);
    if (lane == 0) means[c] = sum * factor;
}

// out[i] = factor * sum over chunks of parts[chunk][i], for i < count.
extern "C" __global__ void sum_chunks(const float* parts, int chunks, unsigned count, float factor, float* out) {
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= count) return;
    float sum = 0.0f;
    for (int chunk = 0; chunk < chunks; chunk++) sum += parts[(size_t)chunk * count + i];
    out[i] = sum * factor;
}

// One row of the difference between a layer's statistics and its target, and the row's norms:
// [sum |matrix|, sum matrix^2, |mean|, mean^2, 0], of which precondition_apply writes the last. A block of 512 threads
// for each row; with fewer channels, several threads share the chunks of one value. `centred` is 0 for the Gram matrix, 1
// for mean and covariance, 2 for the mean alone.
extern "C" __global__ void style_difference(const float* parts, int chunks, float factor, const float* mean,
                                            const float* target_matrix, const float* target_mean, float* difference,
                                            double* norms, int channels, int centred) {
    __shared__ float shares[512];
    int row = blockIdx.x, c = threadIdx.x % channels, share = threadIdx.x / channels, sharing = blockDim.x / channels;
    size_t at = (size_t)row * channels + c;
    float second = 0.0f;
    for (int chunk = share; chunk < chunks; chunk += sharing) second += parts[(size_t)chunk * channels * channels + at];
    shares[threadIdx.x] = second;
    __syncthreads();
    double sums[2] = {0.0, 0.0};
    if (share == 0) {
        for (int s = 1; s < sharing; s++) second += shares[s * channels + c];
        float d = second * factor - (centred ? mean[row] * mean[c] : 0.0f) - target_matrix[at];
        difference[at] = d;
        sums[0] = fabsf(d);
        sums[1] = (double)d * d;
    }
    block_sum(sums);
    if (threadIdx.x == 0) {
        double d = centred ? (double)mean[row] - target_mean[row] : 0.0;
        double* to = norms + 5 * row;
        to[0] = sums[0], to[1] = sums[1], to[2] = fabs(d), to[3] = d * d, to[4] = 0.0;
    }
}

// The dot product of a and b, computed by a warp. Every lane gets it.
__device__ __forceinline__ float warp_dot(const float* a, const float* b, int count) {
    float sum = 0.0f;
    for (int n = threadIdx.x & 31; n < count; n += 32) sum += a[n] * b[n];
    for (int step = 16; step > 0; step >>= 1) sum += __shfl_xor_sync(0xffffffffu, sum, step);
    return sum;
}

// The preconditioner of a style layer (loss/preconditioned.rs has the formulas), in f32 whatever the maps are:
// projected = V D, correction = X, and D becomes M. `directions` is V; it, `projected` and `correction` are
// [count][channels], with a count of at most 32.

// One column of V D, which is one row of D V^T. A block for each column.
extern "C" __global__ void precondition_project(const float* difference, const float* directions, int count,
                                                int channels, float* projected) {
    int row = blockIdx.x, warps = blockDim.x >> 5;
    for (int i = threadIdx.x >> 5; i < count; i += warps) {
        float sum = warp_dot(difference + (size_t)row * channels, directions + i * channels, channels);
        if ((threadIdx.x & 31) == 0) projected[i * channels + row] = sum;
    }
}

// One row of X. A block for each row.
extern "C" __global__ void precondition_correct(const float* projected, const float* directions,
                                                const float* singles, const float* pairs, int channels,
                                                float* correction) {
    __shared__ float weights[32];
    int i = blockIdx.x, count = gridDim.x, warps = blockDim.x >> 5;
    const float* row = projected + i * channels;
    for (int j = threadIdx.x >> 5; j < count; j += warps) {
        float sum = warp_dot(row, directions + j * channels, channels);
        if ((threadIdx.x & 31) == 0) weights[j] = pairs[i * count + j] * sum;
    }
    __syncthreads();
    for (int c = threadIdx.x; c < channels; c += blockDim.x) {
        float sum = -singles[i] * row[c];
        for (int j = 0; j < count; j++) sum += weights[j] * directions[j * channels + c];
        correction[i * channels + c] = sum;
    }
}

// One row of M = weight D + V^T X + X^T V, in place of D; the row's last norm becomes its share of <D, M> - <D, D>.
// A block for each row.
extern "C" __global__ void precondition_apply(float* difference, const float* directions, const float* correction,
                                              int count, int channels, float weight, double* norms) {
    __shared__ float v[32], x[32];
    int row = blockIdx.x;
    if (threadIdx.x < count) {
        v[threadIdx.x] = directions[threadIdx.x * channels + row];
        x[threadIdx.x] = correction[threadIdx.x * channels + row];
    }
    __syncthreads();
    double sum[1] = {0.0};
    for (int c = threadIdx.x; c < channels; c += blockDim.x) {
        size_t at = (size_t)row * channels + c;
        float d = difference[at], m = weight * d;
        for (int i = 0; i < count; i++) m += v[i] * correction[i * channels + c] + x[i] * directions[i * channels + c];
        difference[at] = m;
        sum[0] += (double)d * ((double)m - d);
    }
    block_sum(sum);
    if (threadIdx.x == 0) norms[5 * row + 4] = sum[0];
}

// The factor of a sum of squares over `count` values; see Measure in loss/mod.rs.
__device__ __forceinline__ double measure(int unit_gradient, double absolute, double count) {
    return unit_gradient ? 1.0 / fmax(absolute, 1e-8) : 1.0 / count;
}

// One row of the gradient's matrix, and its offset, from the norms of all rows. Computes `factors` if `rebalance`, else
// reads them. Block 0 writes [loss, objective offset]. A block for each row. (See loss/style.rs.)
extern "C" __global__ void style_gradient(const float* difference, const double* norms, const float* mean,
                                          const float* target_mean, float weight, float per_pixel, int channels,
                                          int centred, int unit_gradient, int rebalance, double* factors,
                                          Value* matrix, float* offset, double* loss) {
    double sums[5] = {0.0, 0.0, 0.0, 0.0, 0.0};
    for (int r = threadIdx.x; r < channels; r += blockDim.x)
        for (int n = 0; n < 5; n++) sums[n] += norms[5 * r + n];
    block_sum(sums);
    double mean_factor = rebalance ? weight * measure(unit_gradient, sums[2], channels) : factors[0];
    double matrix_factor = rebalance ? weight * measure(unit_gradient, sums[0], (double)channels * channels) : factors[1];
    if (centred == 2) matrix_factor = 0.0;
    int row = blockIdx.x;
    double shift[1] = {0.0};
    for (int c = threadIdx.x; c < channels; c += blockDim.x) {
        size_t at = (size_t)row * channels + c;
        Value d = narrow((float)(difference[at] * 4.0 * matrix_factor * per_pixel));
        matrix[at] = d;
        shift[0] += (double)wide(d) * mean[c];
    }
    block_sum(shift);
    if (threadIdx.x != 0) return;
    double d = (double)mean[row] - target_mean[row];
    offset[row] = centred ? (float)(d * 2.0 * mean_factor * per_pixel - shift[0]) : 0.0f;
    if (row != 0) return;
    if (rebalance) factors[0] = mean_factor, factors[1] = matrix_factor;
    loss[0] = mean_factor * sums[3] + matrix_factor * sums[1];
    loss[1] = matrix_factor * sums[4];
}

// The content loss and the scale of its gradient, from the sums of `distance`. One block. (See loss/mod.rs.)
extern "C" __global__ void content_gradient(const double* parts, int blocks, float weight, double count,
                                            int unit_gradient, int rebalance, double* factor, float* scale, double* loss) {
    double sums[2] = {0.0, 0.0};
    for (int b = threadIdx.x; b < blocks; b += blockDim.x) sums[0] += parts[2 * b], sums[1] += parts[2 * b + 1];
    block_sum(sums);
    if (threadIdx.x != 0) return;
    double f = rebalance ? weight * measure(unit_gradient, fmax(sums[0], 0.5 * count), count) : *factor;
    if (rebalance) *factor = f;
    *scale = (float)(2.0 * f);
    *loss = f * sums[1];
}

// The gradient of the total variation; each block sums its share of the loss. (See loss/smoothness.rs.)
extern "C" __global__ void smoothness(const float* picture, float* gradient, int height, int width, float scale,
                                      double* parts) {
    double sum[1] = {0.0};
    unsigned count = 3u * height * width;
    for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < count; i += gridDim.x * blockDim.x) {
        int x = i % width, y = i / width % height;
        float here = picture[i], slope = 0.0f, squares = 0.0f;
#pragma unroll
        for (int dy = -1; dy <= 1; dy++)
#pragma unroll
            for (int dx = -1; dx <= 1; dx++) {
                if (dy == 0 && dx == 0) continue;
                if (y + dy < 0 || y + dy >= height || x + dx < 0 || x + dx >= width) continue;
                float weight = dy == 0 || dx == 0 ? 2.0f / 3.0f : 1.0f / 6.0f;
                float d = here - picture[(int)i + dy * width + dx];
                slope += weight * d;
                // Count each pair of pixels once.
                if (dy > 0 || (dy == 0 && dx > 0)) squares += weight * d * d;
            }
        gradient[i] = 2.0f * scale * slope;
        sum[0] += (double)squares * scale;
    }
    block_sum(sum);
    if (threadIdx.x == 0) parts[blockIdx.x] = sum[0];
}

// Adds the gradient of the temporal term to `gradient`: mask is one plane, picture and target are three. (See
// loss/temporal.rs.)
extern "C" __global__ void temporal(const float* picture, const float* target, const float* mask, float* gradient,
                                    unsigned pixels, float scale) {
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= 3 * pixels) return;
    gradient[i] += 2.0f * scale * mask[i % pixels] * (picture[i] - target[i]);
}

// Counts this iteration, and computes rates = [step length, bias correction] from the count. One thread.
extern "C" __global__ void adam_rates(int* iteration, float rate, float momentum, float scale_memory, float* rates) {
    int now = ++*iteration;
    rates[0] = (float)(rate / (1.0 - pow((double)momentum, now)));
    rates[1] = (float)(1.0 / (1.0 - pow((double)scale_memory, now)));
}

// One step of Adam along gradient + smoothness_gradient. (See optimizer/adam.rs.)
extern "C" __global__ void adam_step(const float* gradient, const float* smoothness_gradient, float* picture,
                                     float* mean, float* square, float* average, const float* rates, unsigned count,
                                     float momentum, float scale_memory, float averaging) {
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= count) return;
    float g = gradient[i] + smoothness_gradient[i], m = mean[i], s = square[i];
    m += (g - m) * (1.0f - momentum);
    s += (g * g - s) * (1.0f - scale_memory);
    float value = picture[i] - rates[0] * m / (sqrtf(s * rates[1]) + 1e-12f);
    value = fminf(fmaxf(value, 0.0f), 255.0f);
    mean[i] = m, square[i] = s, picture[i] = value;
    average[i] = average[i] * averaging + value * (1.0f - averaging);
}

// Writes [content, style, smoothness, objective offset] to row `iteration - 1` of a ring in the host's memory.
// One block.
extern "C" __global__ void report_losses(const double* losses, int styles, const double* parts, int blocks,
                                         const int* iteration, double* ring, int rows) {
    double sum[1] = {0.0};
    for (int b = threadIdx.x; b < blocks; b += blockDim.x) sum[0] += parts[b];
    block_sum(sum);
    if (threadIdx.x != 0) return;
    double style = 0.0, objective_offset = 0.0;
    for (int s = 0; s < styles; s++) style += losses[1 + 2 * s], objective_offset += losses[2 + 2 * s];
    double* row = ring + (size_t)((*iteration - 1) % rows) * 4;
    row[0] = losses[0], row[1] = style, row[2] = sum[0], row[3] = objective_offset;
    __threadfence_system();
}

// Vectors of equal length, and a factor for each.
struct VectorBatch {
    const float* vectors[16];
    float factors[16];
};

// The dot product of `vector` with batch.vectors[t]: block (x, t) writes its share to parts[t][x].
extern "C" __global__ void vector_dots(const float* vector, VectorBatch batch, unsigned count, double* parts) {
    const float* other = batch.vectors[blockIdx.y];
    double sum[1] = {0.0};
    for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < count; i += gridDim.x * blockDim.x)
        sum[0] += (double)vector[i] * other[i];
    block_sum(sum);
    if (threadIdx.x == 0) parts[blockIdx.y * gridDim.x + blockIdx.x] = sum[0];
}

// Sums each row of parts[][blocks], into the host's memory. A block for each row.
extern "C" __global__ void vector_sums(const double* parts, int blocks, double* sums) {
    double sum[1] = {0.0};
    for (int b = threadIdx.x; b < blocks; b += blockDim.x) sum[0] += parts[blockIdx.x * blocks + b];
    block_sum(sum);
    if (threadIdx.x != 0) return;
    sums[blockIdx.x] = sum[0];
    __threadfence_system();
}

// to = factor to + the sum of the first `used` vectors, each times its factor.
extern "C" __global__ void vector_combine(float* to, float factor, VectorBatch batch, int used, unsigned count) {
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= count) return;
    float value = factor * to[i];
    for (int t = 0; t < used; t++) value += batch.factors[t] * batch.vectors[t][i];
    to[i] = value;
}

extern "C" __global__ void vector_subtract(float* to, const float* a, const float* b, unsigned count) {
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) to[i] = a[i] - b[i];
}

// to = picture + length direction, clamped to 0..=255.
extern "C" __global__ void vector_step(float* to, const float* picture, float length, const float* direction,
                                       unsigned count) {
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) to[i] = fminf(fmaxf(picture[i] + length * direction[i], 0.0f), 255.0f);
}

// Sets the direction to zero where the picture is at a bound and the descent would push it beyond.
extern "C" __global__ void vector_project(float* direction, const float* picture, const float* gradient,
                                          unsigned count) {
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= count) return;
    float value = picture[i], slope = gradient[i];
    if ((value <= 0.0f && slope > 0.0f) || (value >= 255.0f && slope < 0.0f)) direction[i] = 0.0f;
}
