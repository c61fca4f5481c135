using System.Collections;
using System.Reflection;

namespace MediationHub.Documents;

/// <summary>A field of a paper: its name in Chinese, and whether the paper can do without it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PaperFieldAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    public bool Optional { get; init; }

    /// <summary>Needed everywhere but in these.</summary>
    public PaperKind[] OptionalIn { get; init; } = [];

    /// <summary>Needed in these only; empty: everywhere.</summary>
    public PaperKind[] OnlyIn { get; init; } = [];

    internal bool NeededIn(PaperKind kind) => !Optional && !OptionalIn.Contains(kind) && (OnlyIn.Length == 0 || OnlyIn.Contains(kind));
}

/// <summary>A paper lacks what it must say, so it is not made.</summary>
public sealed class MissingPaperFieldException(PaperKind kind, IReadOnlyList<string> fields)
    : Exception($"{PaperForm.Of(kind).Title}缺少：{string.Join("、", fields)}")
{
    /// <summary>All that is missing, in Chinese, in the paper's order: 被申请人2的证件号码.</summary>
    public IReadOnlyList<string> Fields { get; } = fields;
}

public static class PaperFields
{
    /// <summary>What a model lacks for its paper: nothing when it can be made.</summary>
    public static IReadOnlyList<string> Missing(PaperKind kind, PaperModel model)
    {
        var missing = new List<string>();
        Walk(kind, model, "", missing);
        return missing;
    }

    private static void Walk(PaperKind kind, object part, string owner, List<string> missing)
    {
        void AddIf(bool empty, string name)
        {
            if (empty) missing.Add(name);
        }

        foreach (var (property, field) in FieldsOf(part.GetType()))
        {
            var name = owner + field.Name;
            var value = property.GetValue(part);
            if (IsEmpty(value)) AddIf(field.NeededIn(kind), name);
            else if (value is IEnumerable list and not string)
            {
                var number = 0;
                foreach (var item in list)
                {
                    number++;
                    if (item is null or string) AddIf(IsEmpty(item), $"{name}{number}");
                    else Walk(kind, item, $"{name}{number}的", missing);
                }
            }
            else if (value is not string) Walk(kind, value!, $"{name}的", missing);
        }
    }

    private static bool IsEmpty(object? value) => value switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        IEnumerable list => !list.Cast<object?>().Any(),
        _ => false,
    };

    /// <summary>What all papers or parties share is declared in the base type and comes first.</summary>
    private static IEnumerable<(PropertyInfo, PaperFieldAttribute)> FieldsOf(Type type) =>
        from property in type.GetProperties()
        let field = property.GetCustomAttribute<PaperFieldAttribute>()
        where field is not null
        orderby property.DeclaringType == type, property.MetadataToken
        select (property, field);
}
