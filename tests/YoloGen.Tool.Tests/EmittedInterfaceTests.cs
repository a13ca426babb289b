using System.Reflection;
using Xunit;
using YoloGen.Compiler;
using YoloGen.Execution;
using YoloGen.Verification;

namespace YoloGen.Tests;

/// <summary>
/// The interface that users program against lives in their own projects: the public members of the emitted class. They are listed in
/// EmittedInterface.txt, so that a change shows as a difference of that file.
/// </summary>
public class EmittedInterfaceTests
{
    [Fact]
    public void The_emitted_class_has_the_listed_members()
    {
        CompiledModel model = Compilation.Compile(Path.Combine(SharedData.RepositoryRoot, "models", "facemask_int8.onnx"), new CompileOptions { ClassName = "FaceMaskDetector" });
        using EmittedAssembly assembly = EmittedAssembly.Build(model.Plan, standAlone: true);
        string actual = string.Concat(Members(assembly.Class).Concat(assembly.Class.Assembly.GetTypes().Where(t => t.IsPublic && t.Namespace == model.Plan.Namespace && t != assembly.Class).Select(t => t.FullName!)).Select(l => l + "\n"));
        string list = Path.Combine(SharedData.RepositoryRoot, "tests", "YoloGen.Tool.Tests", "EmittedInterface.txt");
        string expected = File.ReadAllText(list).ReplaceLineEndings("\n");
        Assert.True(expected == actual, $"{list} should hold:\n{actual}");
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        yield return (type.IsValueType ? "struct " : type.IsEnum ? "enum " : type.IsSealed ? "sealed class " : "class ") + type.Name
            + (type.GetInterfaces().Length == 0 ? "" : " : " + string.Join(", ", type.GetInterfaces().Select(Name).Order(StringComparer.Ordinal)));
        var members = new List<string>();
        members.AddRange(type.GetFields(Public).Select(f => $"{(f.IsLiteral ? "const " : f.IsStatic ? "static " : "")}{(f.IsInitOnly ? "readonly " : "")}{Name(f.FieldType)} {f.Name}"));
        members.AddRange(type.GetConstructors(Public).Select(c => $"{type.Name}({Parameters(c)})"));
        members.AddRange(type.GetProperties(Public).Select(p => $"{(p.GetMethod!.IsStatic ? "static " : "")}{Name(p.PropertyType)} {p.Name} {{ get;{(p.SetMethod?.IsPublic == true ? " set;" : "")} }}"));
        members.AddRange(type.GetMethods(Public).Where(m => !m.IsSpecialName).Select(m => $"{(m.IsStatic ? "static " : "")}{Name(m.ReturnType)} {m.Name}({Parameters(m)})"));
        foreach (string member in members.Order(StringComparer.Ordinal))
        {
            yield return "  " + member;
        }

        foreach (string line in type.GetNestedTypes(BindingFlags.Public).OrderBy(t => t.Name, StringComparer.Ordinal).SelectMany(Members))
        {
            yield return "  " + line;
        }
    }

    private static string Parameters(MethodBase method)
        => string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = " + (p.DefaultValue ?? "default") : "")}"));

    private static string Name(Type type)
        => type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
}
