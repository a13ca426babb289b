using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace YoloGen.Emit;

/// <summary>
/// Makes the body of every member <c>unchecked</c>. C# has no such switch for a file, and a consumer may build with
/// CheckForOverflowUnderflow: hashes, packing, saturation and steps back of a pointer rely on arithmetic that wraps, and index arithmetic in
/// loops should not pay for a check. The whole emitted text goes through here, so that no template has to remember it.
/// </summary>
internal sealed class UncheckedBodies
{
    private static readonly Regex NextVariable = new(@"\G,\s*\w+\s*=[^=>]", RegexOptions.CultureInvariant);

    private readonly string _code;
    private readonly StringBuilder _text;
    private int _at;

    private UncheckedBodies(string code)
    {
        _code = code;
        _text = new StringBuilder(code.Length + code.Length / 16);
    }

    /// <summary>The same code with every body unchecked.</summary>
    public static string Apply(string code)
    {
        var bodies = new UncheckedBodies(code);
        while (bodies._at < code.Length)
        {
            bodies.Members("");
        }

        return bodies._text.ToString();
    }

    /// <summary>Members of a type, or declarations of a file, up to and with the brace that ends them.</summary>
    private void Members(string type)
    {
        var head = new MemberHead(type);
        while (_at < _code.Length)
        {
            switch (_code[_at])
            {
                case '}':
                    Copy();
                    return;
                case '{' when head.DeclaresType:
                    Copy();
                    Members(head.Name);
                    head = new MemberHead(type);
                    break;
                case '{' when head.IsEnum:
                    CopyTo(BalancedEnd(_at));
                    break;
                case '{' when head.IsMethod:
                    Body();
                    head = new MemberHead(type);
                    break;
                case '{':
                    Copy();
                    Accessors();
                    head = new MemberHead(type);
                    break;
                case '(' or '[':
                    head.Add(_code[_at] == '(' ? "(" : "[");
                    CopyTo(BalancedEnd(_at));
                    break;
                case ';':
                    Copy();
                    head = new MemberHead(type);
                    break;
                case '=' when Token() == "=>":
                    Arrow(isVoid: head.IsVoid);
                    head = new MemberHead(type);
                    break;
                case '=' when !head.IsConstant:
                    Initializer();
                    head = new MemberHead(type);
                    break;
                default:
                    if (!CodeTokens.IsTrivia(_code, _at))
                    {
                        head.Add(Token());
                    }

                    Copy();
                    break;
            }
        }
    }

    /// <summary>Accessors of a property, up to and with the brace that ends them.</summary>
    private void Accessors()
    {
        string accessor = "";
        while (_at < _code.Length)
        {
            switch (_code[_at])
            {
                case '}':
                    Copy();
                    return;
                case '{':
                    Body();
                    break;
                case '=' when Token() == "=>":
                    Arrow(isVoid: accessor != "get");
                    break;
                default:
                    accessor = CodeTokens.IsWord(_code[_at]) ? Token() : accessor;
                    Copy();
                    break;
            }
        }
    }

    /// <summary>A block that is the body of a member.</summary>
    private void Body()
    {
        int end = BalancedEnd(_at);
        bool isEmpty = true;
        for (int i = _at; i < end && isEmpty; i++)
        {
            isEmpty = char.IsWhiteSpace(_code[i]) || _code[i] is '{' or '}';
        }

        _text.Append(isEmpty ? "" : "{ unchecked ");
        CopyTo(end);
        _text.Append(isEmpty ? "" : " }");
    }

    /// <summary>The expression that is the body of a member, up to its semicolon.</summary>
    private void Arrow(bool isVoid)
    {
        int start = _text.Length;
        Copy();
        CopyTrivia();
        if (Token() is "throw" or "ref")
        {
            return;
        }

        if (isVoid)
        {
            _text.Length = start;
            _text.Append("{ unchecked { ");
        }
        else
        {
            _text.Append("unchecked(");
        }

        CopyTo(ExpressionEnd());
        _text.Append(isVoid ? "; } }" : ");");
        _at = Math.Min(_at + 1, _code.Length);
    }

    /// <summary>What a field or a property is set to. Constants are the compiler's to compute; it checks them always.</summary>
    private void Initializer()
    {
        Copy();
        CopyTrivia();
        int end = ExpressionEnd();
        bool computes = _at < _code.Length && _code[_at] is not ('[' or '{') && Token() is not ("new" or "stackalloc") && CodeTokens.End(_code, _at) < end;
        _text.Append(computes ? "unchecked(" : "");
        CopyTo(end);
        _text.Append(computes ? ")" : "");
    }

    /// <summary>The end of the expression that begins here: its semicolon, or the comma before the next variable of the same declaration.</summary>
    private int ExpressionEnd()
    {
        int at = _at;
        while (at < _code.Length && _code[at] != ';' && !(_code[at] == ',' && NextVariable.IsMatch(_code, at)))
        {
            at = _code[at] is '(' or '[' or '{' ? BalancedEnd(at) : TokenEnd(at);
        }

        return at;
    }

    /// <summary>The place behind the counterpart of the bracket at <paramref name="at"/>.</summary>
    private int BalancedEnd(int at)
    {
        int depth = 0;
        do
        {
            depth += _code[at] is '(' or '[' or '{' ? 1 : _code[at] is ')' or ']' or '}' ? -1 : 0;
            at = TokenEnd(at);
        }
        while (at < _code.Length && depth > 0);
        return at;
    }

    private int TokenEnd(int at) => Math.Min(CodeTokens.End(_code, at), _code.Length);

    private string Token() => _code.Substring(_at, CodeTokens.End(_code, _at) - _at);

    private void Copy() => CopyTo(TokenEnd(_at));

    private void CopyTrivia()
    {
        while (_at < _code.Length && CodeTokens.IsTrivia(_code, _at))
        {
            Copy();
        }
    }

    /// <summary>Copies up to a place. Text is only ever appended: to insert into a long builder moves all that stands before.</summary>
    private void CopyTo(int end)
    {
        _text.Append(_code, _at, end - _at);
        _at = end;
    }

    /// <summary>What the tokens since the last member say about the one that begins.</summary>
    private sealed class MemberHead(string type)
    {
        private static readonly HashSet<string> TypeWords = ["class", "struct", "interface", "record", "namespace"];

        private string _last = "";
        private string _beforeParameters = "";
        private bool _isConstrained;
        private bool _returnsNothing;

        /// <summary>Name of the type that is declared.</summary>
        public string Name { get; private set; } = "";

        public bool DeclaresType { get; private set; }

        public bool IsEnum { get; private set; }

        public bool IsConstant { get; private set; }

        /// <summary>A parameter list comes last before a method's body, or a constraint; before a property's its name or its index in brackets.</summary>
        public bool IsMethod => _last == "(" || _isConstrained;

        public bool IsVoid => _returnsNothing || _beforeParameters == type && type.Length > 0;

        public void Add(string token)
        {
            if (_last == "void" && token != "*")
            {
                _returnsNothing = true;
            }

            if (DeclaresType && Name.Length == 0 && !TypeWords.Contains(token))
            {
                Name = token;
            }

            if (token == "(" && _beforeParameters.Length == 0 && !DeclaresType)
            {
                _beforeParameters = _last;
            }

            DeclaresType |= !_isConstrained && _beforeParameters.Length == 0 && TypeWords.Contains(token);
            IsEnum |= token == "enum";
            IsConstant |= token == "const";
            _isConstrained |= token == "where" && !DeclaresType;
            _last = token;
        }
    }
}
