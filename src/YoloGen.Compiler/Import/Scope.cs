using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import;

/// <summary>The names that a graph sees: its own values and those of the graphs around it.</summary>
internal sealed class Scope(Scope? parent)
{
    private readonly Dictionary<string, Tensor?> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxTensor> _initializers = new(StringComparer.Ordinal);

    /// <summary>Declares a constant, which is converted when something reads it.</summary>
    public bool TryAddInitializer(OnnxTensor tensor) => _initializers.TryAdd(tensor.Name, tensor);

    /// <summary>Whether this graph itself has an initializer of this name.</summary>
    public bool HasInitializer(string name) => _initializers.ContainsKey(name);

    /// <summary>Binds a name; null marks the result of a node that could not be imported.</summary>
    public bool TryBind(string name, Tensor? value) => !_initializers.ContainsKey(name) && _values.TryAdd(name, value);

    /// <summary>Finds a name in this graph or one around it.</summary>
    public bool TryFind(string name, ImportState state, out Tensor? value)
    {
        if (_values.TryGetValue(name, out value))
        {
            return true;
        }

        if (_initializers.TryGetValue(name, out OnnxTensor? tensor))
        {
            value = state.Constant(tensor);
            _values.Add(name, value);
            return true;
        }

        return parent is not null && parent.TryFind(name, state, out value);
    }
}
