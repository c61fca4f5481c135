namespace MediationHub.Domain.Kernel;

/// <summary>A signed proof over all streams: the hashes of every event up to a place in the log, chained to the proof before.</summary>
/// <param name="Day">Legal day in Asia/Shanghai; one anchor a day.</param>
/// <param name="Tx">With <paramref name="Position"/>, the last event covered, in reading order.</param>
/// <param name="Events">How many events this anchor adds.</param>
/// <param name="Root">SHA-256 (hex) of the root before and each event's hash in order.</param>
/// <param name="Signature">ECDSA P-256 over the root (base64).</param>
[Wire("anchor.signed/1")]
public sealed record AnchorSigned(DateOnly Day, long Tx, long Position, long Events, string Root, string Signature) : DomainEvent;

/// <summary>The daily anchors of an installation; one stream.</summary>
public sealed record AnchorLog : IAggregate<AnchorLog>
{
    /// <summary>The only stream of its type.</summary>
    public const string Id = "anchors";

    public static string Stream => "anchor";
    public static AnchorLog Empty { get; } = new();

    public AnchorSigned? Last { get; init; }

    public AnchorLog Evolve(DomainEvent happened) => happened is AnchorSigned signed ? this with { Last = signed } : this;
}

/// <summary>Keep a signed anchor in the log.</summary>
public sealed record KeepAnchor(AnchorSigned Anchor) : ICommand<AnchorLog>
{
    public Decision Decide(AnchorLog state, Context at) =>
        state.Last is { } last && last.Day >= Anchor.Day ? Decision.Nothing : Anchor;
}
