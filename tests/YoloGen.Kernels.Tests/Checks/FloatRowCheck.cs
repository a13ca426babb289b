#nullable enable
using System;
using System.Runtime.Intrinsics.Arm;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Checks;

/// <summary>Rows of functions, reductions, softmax and quantization against the portable kernels, with every special number and every tail.</summary>
internal static unsafe class FloatRowCheck
{
    private const int Operations = 45, Quantize = 41;

    public static void Run<TKernels>(int seed)
        where TKernels : struct, IKernels
    {
        var dice = new Dice(seed);
        int count = dice.Pick(dice.Next(1, 40), dice.Next(1, 9), dice.Next(40, 300)), stride = 4 * (count + dice.Pick(0, 3)), rows = dice.Next(1, 6);
        int xStep = dice.Next(0, 1), yStep = dice.Next(0, 1);
        float a = dice.Float(-2f, 0.5f), b = dice.Float(0.5f, 3f), scale = dice.Pick(0, 1) == 0 ? 0.5f : dice.Float(0.001f, 1f);
        int zero = dice.Pick(0, 128, 255, dice.Next(0, 255));
        bool inPlace = dice.Next(0, 1) == 0;
        using var x = new Buffer(stride * rows);
        using var y = new Buffer(stride * rows);
        FloatCheck.Numbers(dice, x, specials: true);
        FloatCheck.Numbers(dice, y, specials: true);
        // A few operations a seed, in turn: each comes with many shapes.
        for (int i = 0; i < 6; i++)
        {
            int operation = (seed * 6 + i) % Operations;

            // The lanes of 128 bits are tried on other processors too; the instructions that quantize are Arm's own.
            if (operation == Quantize && typeof(TKernels) == typeof(NeonKernels) && !AdvSimd.IsSupported)
                continue;
            ConvCheck.Compare(Row<PortableKernels>(operation), Row<TKernels>(operation), $"seed {seed}, float operation {operation}, {count} elements");
        }

        byte[] Row<T>(int operation)
            where T : struct, IKernels
        {
            using var z = new Buffer(stride * rows);
            x.All.CopyTo(z.All);
            float* to = (float*)z.Start;
            float* from = inPlace ? to : (float*)x.Start;
            float* second = (float*)y.Start;
            switch (operation)
            {
                case 0: T.UnaryRow<UnaryOps.Abs>(from, to, count, a, b); break;
                case 1: T.UnaryRow<UnaryOps.Ceil>(from, to, count, a, b); break;
                case 2: T.UnaryRow<UnaryOps.Clip>(from, to, count, a, b); break;
                case 3: T.UnaryRow<UnaryOps.Elu>(from, to, count, a, b); break;
                case 4: T.UnaryRow<UnaryOps.Erf>(from, to, count, a, b); break;
                case 5: T.UnaryRow<UnaryOps.Exp>(from, to, count, a, b); break;
                case 6: T.UnaryRow<UnaryOps.Floor>(from, to, count, a, b); break;
                case 7: T.UnaryRow<UnaryOps.HardSigmoid>(from, to, count, a, b); break;
                case 8: T.UnaryRow<UnaryOps.HardSwish>(from, to, count, a, b); break;
                case 9: T.UnaryRow<UnaryOps.LeakyRelu>(from, to, count, a, b); break;
                case 10: T.UnaryRow<UnaryOps.Linear>(from, to, count, a, b); break;
                case 11: T.UnaryRow<UnaryOps.Log>(from, to, count, a, b); break;
                case 12: T.UnaryRow<UnaryOps.Mish>(from, to, count, a, b); break;
                case 13: T.UnaryRow<UnaryOps.Neg>(from, to, count, a, b); break;
                case 14: T.UnaryRow<UnaryOps.Reciprocal>(from, to, count, a, b); break;
                case 15: T.UnaryRow<UnaryOps.Relu>(from, to, count, a, b); break;
                case 16: T.UnaryRow<UnaryOps.Round>(from, to, count, a, b); break;
                case 17: T.UnaryRow<UnaryOps.Sigmoid>(from, to, count, a, b); break;
                case 18: T.UnaryRow<UnaryOps.Silu>(from, to, count, a, b); break;
                case 19: T.UnaryRow<UnaryOps.Softplus>(from, to, count, a, b); break;
                case 20: T.UnaryRow<UnaryOps.Sqrt>(from, to, count, a, b); break;
                case 21: T.UnaryRow<UnaryOps.Tanh>(from, to, count, a, b); break;
                case 22: T.BinaryRow<BinaryOps.Add>((float*)x.Start, xStep, second, yStep, to, count); break;
                case 23: T.BinaryRow<BinaryOps.Sub>((float*)x.Start, xStep, second, yStep, to, count); break;
                case 24: T.BinaryRow<BinaryOps.Mul>((float*)x.Start, xStep, second, yStep, to, count); break;
                case 25: T.BinaryRow<BinaryOps.Div>((float*)x.Start, xStep, second, yStep, to, count); break;
                case 26: T.BinaryRow<BinaryOps.Max>((float*)x.Start, xStep, second, yStep, to, count); break;
                case 27: T.BinaryRow<BinaryOps.Min>((float*)x.Start, xStep, second, yStep, to, count); break;
                case 28: T.BinaryRow<BinaryOps.PRelu>((float*)x.Start, xStep, second, yStep, to, count); break;
                case 29: *to = T.ReduceRow<ReduceOps.Sum>(from, count); break;
                case 30: *to = T.ReduceRow<ReduceOps.Mean>(from, count); break;
                case 31: *to = T.ReduceRow<ReduceOps.Max>(from, count); break;
                case 32: *to = T.ReduceRow<ReduceOps.Min>(from, count); break;
                case 33: *to = T.ReduceRow<ReduceOps.Prod>(from, count); break;
                case 34: *to = T.ReduceRow<ReduceOps.L2>(from, count); break;
                case 35: Columns<T, ReduceOps.Sum>(to); break;
                case 36: Columns<T, ReduceOps.Mean>(to); break;
                case 37: Columns<T, ReduceOps.Max>(to); break;
                case 38: Columns<T, ReduceOps.Min>(to); break;
                case 39: Columns<T, ReduceOps.L2>(to); break;
                case 40: T.SoftmaxColumns(from, stride, to, stride, rows, count); break;
                case Quantize:
                    T.QuantizeRow((float*)x.Start, z.Start, count, scale, zero);
                    return z.All.ToArray();
                case 42: T.DequantizeRow(y.Start, to, count, scale, zero); break;
                case 43: T.MinMaxRow((float*)x.Start, count, ref to[0], ref to[1]); break;
                default: T.Transpose32((uint*)x.Start, stride, (uint*)to, 4 * rows, rows, count); break;
            }
            return FloatCheck.Bits(z);
        }

        void Columns<T, TOp>(float* to)
            where T : struct, IKernels
            where TOp : struct, IReduceOp
        {
            for (int i = 0; i < count; i++)
                to[i] = TOp.From(((float*)x.Start)[i]);
            T.ReduceStep<TOp>((float*)x.Start, stride, rows, to, count);
            T.ReduceFinish<TOp>(to, rows, to, count);
        }
    }
}
