using System.Reflection;
using Xunit;
using YoloGen.Generated;
using YoloGen.Kernels.Tests.Checks;

namespace YoloGen.Kernels.Tests;

/// <summary>Kernels that an instruction set does not have are those of the next one down, and those that it has are used.</summary>
public unsafe class ForwardingTests
{
    [Fact]
    public void A_set_without_kernels_has_those_of_the_next_one_down()
    {
        for (int seed = 1; seed <= 300; seed++)
            AllChecks.Run<Bare>(seed);
    }

    /// <summary>A method whose parameters differ from the interface's would compile, and never be called.</summary>
    [Theory]
    [InlineData(typeof(PortableKernels))]
    [InlineData(typeof(Avx2Kernels))]
    [InlineData(typeof(VnniKernels))]
    [InlineData(typeof(NeonKernels))]
    [InlineData(typeof(DotKernels))]
    public void Every_public_member_of_a_set_is_a_kernel(Type set) => Assert.Empty(NotKernels(set));

    /// <summary>Weights are read as the same set packs them; only a row alone may be added, to read the panels of the next set down.</summary>
    [Theory]
    [InlineData(typeof(PortableKernels))]
    [InlineData(typeof(Avx2Kernels))]
    [InlineData(typeof(VnniKernels))]
    [InlineData(typeof(NeonKernels))]
    [InlineData(typeof(DotKernels))]
    public void A_set_that_packs_has_the_whole_family(Type set) => Assert.Empty(HalfFamilies(set));

    [Fact]
    public void What_is_never_called_is_found() => Assert.Equal(["LookupRow"], NotKernels(typeof(Drifted)));

    [Fact]
    public void Rows_that_would_read_panels_of_another_set_are_found() => Assert.Equal(["IDepthwiseKernels"], HalfFamilies(typeof(Drifted)));

    private static IEnumerable<Type> Families => typeof(IKernels).GetInterfaces();

    private static IEnumerable<MethodInfo> Members(Type type) => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);

    private static string[] NotKernels(Type set) =>
        [.. Members(set).Where(m => !Families.SelectMany(Members).Any(k => Same(k, m))).Select(m => m.Name)];

    private static string[] HalfFamilies(Type set) =>
    [
        .. Families.Where(f => Members(f).Any(Packs) && Members(f).Any(k => !IsRow(k) && Has(set, k)) && !Members(f).All(k => Has(set, k)))
            .Select(f => f.Name),
    ];

    private static bool Packs(MethodInfo kernel) => kernel.Name.StartsWith("Pack", StringComparison.Ordinal);

    private static bool IsRow(MethodInfo kernel) => kernel.Name.Contains("Row", StringComparison.Ordinal);

    private static bool Has(Type set, MethodInfo kernel) => Members(set).Any(m => Same(kernel, m));

    private static bool Same(MethodInfo a, MethodInfo b) =>
        a.Name == b.Name && a.ReturnType == b.ReturnType && a.GetGenericArguments().Length == b.GetGenericArguments().Length
        && a.GetParameters().Select(p => p.ParameterType).SequenceEqual(b.GetParameters().Select(p => p.ParameterType));

    private struct Bare : IForwards<PortableKernels>, ITilePair<PortableWinograd4, PortableWinogradStride2>, ILaneRows<Lanes1>;

    private struct Drifted : IForwards<PortableKernels>, ITilePair<PortableWinograd4, PortableWinogradStride2>, ILaneRows<Lanes1>
    {
        public static void LookupRow(byte* source, byte* destination, int count, byte* table) => throw new NotSupportedException();

        public static void PackDepthwise(byte* packed, sbyte* weights, int channels, int outer, int inner, int* bias, float* scale) => throw new NotSupportedException();
    }
}
