namespace YoloGen.Compiler.Tests.PlanMutations;

/// <summary>Element types by the names of the plan's text.</summary>
internal static class Types
{
    public const ElementType F32 = ElementType.Float32;
    public const ElementType U8 = ElementType.UInt8;
    public const ElementType S8 = ElementType.Int8;
    public const ElementType I32 = ElementType.Int32;
    public const ElementType I64 = ElementType.Int64;
    public const ElementType Bool = ElementType.Bool;
}
