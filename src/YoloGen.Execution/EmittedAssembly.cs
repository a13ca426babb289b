using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Execution;

/// <summary>An emitted class, built in this process and loaded.</summary>
public sealed class EmittedAssembly : IDisposable
{
    /// <summary>What emitted code refers to, read once: hundreds of files, of which only the metadata are kept; their machine code would take 50 MB.</summary>
    private static readonly Lazy<MetadataReference[]> Platform = new(() =>
    {
        string[] platform = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator);
        return
        [
            .. platform.Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p) == "netstandard.dll").Select(Reference),
            Reference(typeof(IEmittedAccess).Assembly.Location),
        ];
    });

    private static readonly Lazy<MetadataReference> Kernels = new(() => Reference(Path.Combine(AppContext.BaseDirectory, "YoloGen.Kernels.dll")));

    private readonly AssemblyLoadContext _context;
    private readonly MethodInfo _create;

    private EmittedAssembly(Plan plan, AssemblyLoadContext context, Assembly assembly, int size, string accessClass)
    {
        Plan = plan;
        Size = size;
        _context = context;
        _create = assembly.GetType("YoloGen.Execution." + accessClass, throwOnError: true)!.GetMethod("Create")!;
    }

    /// <summary>The plan of the class.</summary>
    public Plan Plan { get; }

    /// <summary>Bytes of the assembly.</summary>
    public int Size { get; }

    /// <summary>Emits and builds a plan's class.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="standAlone">With the emitted support file, as a user builds it; else against this product's own build of the same code, which is faster.</param>
    /// <param name="instructionSets">What to emit; all instruction sets if null.</param>
    /// <exception cref="YoloGenException">The emitted code does not build: a bug in YoloGen.</exception>
    public static EmittedAssembly Build(Plan plan, bool standAlone = false, IReadOnlyList<string>? instructionSets = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Build([plan], standAlone, instructionSets)[0];
    }

    /// <summary>Builds the classes of many plans, each in a namespace of its own, as one assembly; disposing any unloads all.</summary>
    /// <param name="plans">At least one plan.</param>
    /// <exception cref="YoloGenException">The emitted code does not build: a bug in YoloGen.</exception>
    public static IReadOnlyList<EmittedAssembly> BuildMany(IReadOnlyList<Plan> plans) => Build(plans, standAlone: false, instructionSets: null);

    /// <summary>
    /// As the other, as fast as the compiler goes: for some instruction sets, and without the analysis of nullable references, which says nothing about results.
    /// </summary>
    internal static IReadOnlyList<EmittedAssembly> BuildManyQuickly(IReadOnlyList<Plan> plans, IReadOnlyList<string> instructionSets)
        => Build(plans, standAlone: false, instructionSets, nullable: false);

    private static EmittedAssembly[] Build(IReadOnlyList<Plan> plans, bool standAlone, IReadOnlyList<string>? instructionSets, bool nullable = true)
    {
        List<string> sources = [.. plans.Select(p => Emitter.Emit(p, instructionSets)), .. plans.Select((p, i) => AccessCode.Emit(p, AccessClass(i)))];
        if (standAlone)
        {
            sources.Add(SupportCode.Emit(instructionSets ?? InstructionSets.All));
        }

        if (!nullable)
        {
            sources = sources.ConvertAll(s => s.Replace("#nullable enable", "#nullable disable", StringComparison.Ordinal));
        }

        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, deterministic: true,
            generalDiagnosticOption: nullable ? ReportDiagnostic.Error : ReportDiagnostic.Suppress, nullableContextOptions: NullableContextOptions.Enable);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "YoloGen.Emitted",
            sources.Select(s => CSharpSyntaxTree.ParseText(s, new CSharpParseOptions(LanguageVersion.Latest))),
            References(standAlone), options);
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            string errors = string.Join("\n", result.Diagnostics.Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Take(10).Select(d => d.ToString()));
            throw new YoloGenException(DiagnosticCodes.Internal, $"the emitted class does not build: {errors}");
        }

        var context = new AssemblyLoadContext("emitted", isCollectible: true);
        context.Resolving += (_, name) => AssemblyLoadContext.Default.LoadFromAssemblyName(name);
        image.Position = 0;
        Assembly assembly = context.LoadFromStream(image);
        return [.. plans.Select((p, i) => new EmittedAssembly(p, context, assembly, (int)image.Length, AccessClass(i)))];
    }

    private static string AccessClass(int index) => "Access" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Constructs the class.</summary>
    /// <param name="weights">Content of the weights file.</param>
    /// <param name="threads">Threads to run on.</param>
    /// <param name="instructionSet">Forces one (portable, avx2, ...); null for the best of this machine.</param>
    /// <param name="kernels">Forces kernels, as the variable YOLOGEN_KERNELS takes them; null for those of the plan.</param>
    public EmittedDetector Create(byte[] weights, int threads = 1, string? instructionSet = null, string? kernels = null)
    {
        (string Name, string? Value)[] variables = [("YOLOGEN_ISA", instructionSet), ("YOLOGEN_KERNELS", kernels)];
        lock (typeof(EmittedAssembly))
        {
            string?[] before = [.. variables.Select(v => Environment.GetEnvironmentVariable(v.Name))];
            try
            {
                foreach ((string name, string? value) in variables.Where(v => v.Value is not null))
                {
                    Environment.SetEnvironmentVariable(name, value);
                }

                return new EmittedDetector(Plan, (IEmittedAccess)_create.Invoke(null, [weights, threads])!);
            }
            catch (TargetInvocationException exception) when (exception.InnerException is PlatformNotSupportedException unsupported)
            {
                throw new YoloGenException(DiagnosticCodes.BadOption, unsupported.Message);
            }
            catch (TargetInvocationException exception) when (exception.InnerException is not null)
            {
                throw new InvalidOperationException(exception.InnerException.Message, exception.InnerException);
            }
            finally
            {
                for (int i = 0; i < variables.Length; i++)
                {
                    Environment.SetEnvironmentVariable(variables[i].Name, before[i]);
                }
            }
        }
    }

    /// <summary>The emitted class.</summary>
    internal Type Class => _create.DeclaringType!.Assembly.GetType($"{Plan.Namespace}.{Plan.ClassName}", throwOnError: true)!;

    /// <summary>Bytes of IL and number of locals of every method of the class.</summary>
    internal IReadOnlyList<(string Name, int Bytes, int Locals)> Methods()
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return [.. Class.GetMethods(All).Cast<MethodBase>().Concat(Class.GetConstructors(All))
            .Select(m => (m.Name, m.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0, m.GetMethodBody()?.LocalVariables.Count ?? 0))];
    }

    /// <summary>Unloads the assembly.</summary>
    public void Dispose() => _context.Unload();

    private static MetadataReference Reference(string path)
    {
        using FileStream file = File.OpenRead(path);
        return AssemblyMetadata.Create(ModuleMetadata.CreateFromStream(file, PEStreamOptions.PrefetchMetadata)).GetReference(filePath: path);
    }

    private static IEnumerable<MetadataReference> References(bool standAlone) => standAlone ? Platform.Value : [.. Platform.Value, Kernels.Value];
}
