using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using Orleans.Serialization;
using Orleans.Storage;

namespace MediationHub.Silo;

/// <summary>How commands and records cross from silo to silo, and how a grain's snapshot is kept: as JSON, since types of the domain know nothing of Orleans.</summary>
internal static class WireOnTheWay
{
    /// <summary>Whole: what the API leaves out (defaults, what only the program itself sets) crosses too; what is only derived does not.</summary>
    public static readonly JsonSerializerOptions Json = new(Wire.Json)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        RespectNullableAnnotations = false,
        Converters = { new RolesConverter(), new IdConverters() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WhatIsSet } },
    };

    /// <summary>Everything that a call between grains holds is a type of the domain or of the store.</summary>
    public static bool Crosses(Type type) => type.Assembly == typeof(Wire).Assembly || type.Assembly == typeof(Request).Assembly;

    public static void AddTo(ISerializerBuilder serializer) => serializer.AddJsonSerializer(Crosses, Crosses, codec => codec.Configure(options =>
    {
        // The writer's own encoder would write each Chinese character as six.
        (options.SerializerOptions, options.WriterOptions) = (Json, new() { Encoder = Json.Encoder, SkipValidation = true });
    }));

    private static void WhatIsSet(JsonTypeInfo type)
    {
        if (type.Kind is not JsonTypeInfoKind.Object) return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Properties[i] is { Set: null, AssociatedParameter: null }) type.Properties.RemoveAt(i);
        foreach (var property in type.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property is not { CanRead: true, SetMethod.IsPublic: true } || !property.IsDefined(typeof(JsonIgnoreAttribute)) || property.GetIndexParameters().Length > 0) continue;
            var added = type.CreateJsonPropertyInfo(property.PropertyType, $"+{property.Name}");
            (added.Get, added.Set) = (property.GetValue, property.SetValue);
            type.Properties.Add(added);
        }
    }

    private sealed class RolesConverter : JsonConverter<IReadOnlySet<Role>>
    {
        public override IReadOnlySet<Role> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonSerializer.Deserialize<HashSet<Role>>(ref reader, options)!;
        public override void Write(Utf8JsonWriter writer, IReadOnlySet<Role> value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.ToArray(), options);
    }

    /// <summary>An id that was not given crosses as what it is: the record says what is missing, not the way there.</summary>
    private sealed class IdConverters : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsValueType && typeToConvert.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));
        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) => (JsonConverter)Activator.CreateInstance(typeof(GivenOrNot<>).MakeGenericType(typeToConvert))!;

        private sealed class GivenOrNot<TId> : JsonConverter<TId> where TId : struct, IId<TId>
        {
            public override bool HandleNull => true;
            public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() is { } value ? TId.From(value) : default;
            public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
            public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TId.From(reader.GetString()!);
            public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value);
        }
    }

    /// <summary>Snapshots as plain JSON: what Orleans writes by default it refuses to read back where a type has no attributes of its.</summary>
    public sealed class Snapshots : IGrainStorageSerializer
    {
        public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes<T?>(input, Json));
        public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span, Json)!;
    }
}
