namespace Microsoft.CodeAnalysis;

/// <summary>Hides a type from every other assembly, also from those that see the internal ones: they have it from their framework.</summary>
[Embedded]
[System.AttributeUsage(System.AttributeTargets.All)]
internal sealed class EmbeddedAttribute : System.Attribute;
