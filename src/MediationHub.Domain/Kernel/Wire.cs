using System.Collections.Frozen;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace MediationHub.Domain.Kernel;

/// <summary>How events, states and answers look in JSON, and which wire name stands for which event.</summary>
public static class Wire
{
    /// <summary>camelCase names and words, nulls left out, Chinese characters as they are.</summary>
    public static readonly JsonSerializerOptions Json = Options();

    /// <summary>The same for what comes from outside: what a command cannot do without must be said, never be filled in by a default.</summary>
    public static readonly JsonSerializerOptions Input = new(Json)
    {
        Converters = { new Instants.InstantConverter(), new Instants.DayConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers =
            {
                type =>
                {
                    foreach (var property in type.Properties)
                        if (property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false } && property.AttributeProvider?.IsDefined(typeof(MayBeLeftOutAttribute), false) is not true) property.IsRequired = true;
                },
            },
        },
    };

    private static readonly FrozenDictionary<string, Type> TypesByName = Events().ToFrozenDictionary(e => e.Name, e => e.Type);
    private static readonly FrozenDictionary<Type, string> NamesByType = TypesByName.ToFrozenDictionary(e => e.Value, e => e.Key);

    /// <summary>Every event of the domain with its wire name, in order of name.</summary>
    public static IEnumerable<(string Name, Type Type)> Events() =>
        from type in typeof(Wire).Assembly.GetTypes()
        where type.IsSubclassOf(typeof(DomainEvent)) && !type.IsAbstract
        let wire = type.GetCustomAttribute<WireAttribute>() ?? throw new InvalidOperationException($"{type.Name} has no wire name")
        orderby wire.Name
        select (wire.Name, type);

    /// <exception cref="KeyNotFoundException">The type is not an event of this program.</exception>
    public static string NameOf(DomainEvent happened) => NameOf(happened.GetType());

    /// <inheritdoc cref="NameOf(DomainEvent)"/>
    public static string NameOf(Type happened) => NamesByType[happened];

    /// <summary>The type behind a wire name; null for a name this program does not know.</summary>
    public static Type? TypeOf(string name) => TypesByName.GetValueOrDefault(name);

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            NumberHandling = JsonNumberHandling.Strict,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
            RespectNullableAnnotations = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutEmptyPersonal } },
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }

    private static void LeaveOutEmptyPersonal(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.PropertyType == typeof(Personal)) property.ShouldSerialize = static (_, value) => value is Personal { Value: not null };
    }
}

/// <summary>A list that the outside may leave out: it is then empty, and whoever takes it in says so.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MayBeLeftOutAttribute : Attribute;
