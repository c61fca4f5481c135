using System.Text.Json;
using System.Text.Json.Serialization;

namespace MediationHub.Domain.Kernel;

/// <summary>A typed identifier: short lower-case text, safe in URLs, free of personal data.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    string Value { get; }
    static abstract TSelf From(string value);
}

[JsonConverter(typeof(IdConverter<CaseId>))]
public readonly record struct CaseId(string Value) : IId<CaseId>
{
    public static CaseId From(string value) => new(value);
    public override string ToString() => Value;
}

[JsonConverter(typeof(IdConverter<OrganizationId>))]
public readonly record struct OrganizationId(string Value) : IId<OrganizationId>
{
    public static OrganizationId From(string value) => new(value);
    public override string ToString() => Value;
}

[JsonConverter(typeof(IdConverter<MediatorId>))]
public readonly record struct MediatorId(string Value) : IId<MediatorId>
{
    public static MediatorId From(string value) => new(value);
    public override string ToString() => Value;
}

[JsonConverter(typeof(IdConverter<CommissionId>))]
public readonly record struct CommissionId(string Value) : IId<CommissionId>
{
    public static CommissionId From(string value) => new(value);
    public override string ToString() => Value;
}

[JsonConverter(typeof(IdConverter<FileId>))]
public readonly record struct FileId(string Value) : IId<FileId>
{
    public static FileId From(string value) => new(value);
    public override string ToString() => Value;
}

[JsonConverter(typeof(IdConverter<DestructionListId>))]
public readonly record struct DestructionListId(string Value) : IId<DestructionListId>
{
    public static DestructionListId From(string value) => new(value);
    public override string ToString() => Value;
}

[JsonConverter(typeof(IdConverter<ReviewId>))]
public readonly record struct ReviewId(string Value) : IId<ReviewId>
{
    public static ReviewId From(string value) => new(value);
    public override string ToString() => Value;
}

[JsonConverter(typeof(IdConverter<EntrustmentId>))]
public readonly record struct EntrustmentId(string Value) : IId<EntrustmentId>
{
    public static EntrustmentId From(string value) => new(value);
    public override string ToString() => Value;
}

[JsonConverter(typeof(IdConverter<RecommendationId>))]
public readonly record struct RecommendationId(string Value) : IId<RecommendationId>
{
    public static RecommendationId From(string value) => new(value);
    public override string ToString() => Value;
}

[JsonConverter(typeof(IdConverter<SamplingId>))]
public readonly record struct SamplingId(string Value) : IId<SamplingId>
{
    public static SamplingId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>An arbitrator of a commission's roster; accounts are bound to it.</summary>
[JsonConverter(typeof(IdConverter<ArbitratorId>))]
public readonly record struct ArbitratorId(string Value) : IId<ArbitratorId>
{
    public static ArbitratorId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>A gold selection year or batch 选树活动.</summary>
[JsonConverter(typeof(IdConverter<CampaignId>))]
public readonly record struct CampaignId(string Value) : IId<CampaignId>
{
    public static CampaignId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>One organization's way through one campaign.</summary>
[JsonConverter(typeof(IdConverter<NominationId>))]
public readonly record struct NominationId(string Value) : IId<NominationId>
{
    public static NominationId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>An expert of one campaign (<c>e1</c>, <c>e2</c> …): unique within it only.</summary>
[JsonConverter(typeof(IdConverter<ScorerId>))]
public readonly record struct ScorerId(string Value) : IId<ScorerId>
{
    public static ScorerId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>A party of one case (<c>a1</c>, <c>r1</c> …): unique within its case only.</summary>
[JsonConverter(typeof(IdConverter<PartyId>))]
public readonly record struct PartyId(string Value) : IId<PartyId>
{
    public static PartyId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>Writes an id as the plain text it is.</summary>
public sealed class IdConverter<TId> : JsonConverter<TId> where TId : struct, IId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TId.From(reader.GetString() ?? throw new JsonException("an id is text"));

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TId.From(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value);
}
