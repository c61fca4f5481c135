using MediationHub.Domain.Kernel;
using MediationHub.Web.Features.Cases;

namespace MediationHub.Web.Api;

/// <summary>Every event of a record, in order.</summary>
public sealed record History(IReadOnlyList<Happening> Items);

/// <summary>One event in plain words.</summary>
/// <param name="What">Its wire name.</param>
/// <param name="Actor">The user name of whoever did it.</param>
public sealed record Happening(int Version, DateTimeOffset At, string Actor, string What, string Text, string? Detail)
{
    public static Happening Of(int version, DateTimeOffset at, string actor, DomainEvent happened, bool english) => Of(version, at, actor, happened, english, PlainWords.Detail(happened));

    /// <param name="detail">What stands beside the phrase, as the reader may know it.</param>
    public static Happening Of(int version, DateTimeOffset at, string actor, DomainEvent happened, bool english, string? detail) =>
        new(version, at.ToOffset(ChinaTime.Offset), actor, Wire.NameOf(happened), PlainWords.Title(happened, english), string.IsNullOrEmpty(detail) ? null : CaseText.FullWidth(detail));
}
