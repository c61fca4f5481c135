using System.Diagnostics;
using System.Diagnostics.Metrics;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Log;

namespace MediationHub.Store.Telemetry;

/// <summary>
/// Spans and measurements of commands, commits, reactions and sending. Labels are words of the program, ids and refusal codes; nothing that a person wrote.
/// While nobody listens nothing is timed, made or allocated: that is asked first everywhere.
/// </summary>
public static class Signals
{
    /// <summary>The name of source and meter.</summary>
    public const string Name = "MediationHub.Store";

    private static readonly ActivitySource Spans = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5, 10] };
    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] };

    private static readonly Histogram<double> CommandDuration = Meter.CreateHistogram("mediationhub.command.duration", "s", "Time from a command to its answer, by command and outcome", advice: Seconds);
    private static readonly Counter<long> CommandRefusals = Meter.CreateCounter<long>("mediationhub.command.refusals", "{command}", "Commands that a rule refused, by the refusal's code");
    private static readonly Counter<long> CommandConflicts = Meter.CreateCounter<long>("mediationhub.command.conflicts", "{command}", "Commands that met another change: stale (answered so), version and law (decided again)");
    private static readonly Histogram<int> BatchSize = Meter.CreateHistogram("mediationhub.commit.batch_size", "{command}", "Commands written in one transaction", advice: Sizes);
    private static readonly Histogram<double> CommitDuration = Meter.CreateHistogram("mediationhub.commit.duration", "s", "Time from the first statement to the end of the transaction", advice: Seconds);
    private static readonly Counter<long> ReactionsTold = Meter.CreateCounter<long>("mediationhub.reactions.told", "{event}", "Events that reactions were told of");
    private static readonly Counter<long> ReactionFailures = Meter.CreateCounter<long>("mediationhub.reactions.failures", "{event}", "Events at which a reaction broke off; it is told of them again");
    private static readonly Counter<long> ReactionRefusals = Meter.CreateCounter<long>("mediationhub.reactions.refusals", "{command}", "Commands of reactions that a rule refused");
    private static readonly Counter<long> OutboxAttempts = Meter.CreateCounter<long>("mediationhub.outbox.attempts", "{attempt}", "Attempts at sending, by channel and outcome");

    private static readonly string[] Kinds = [.. Enum.GetNames<AnswerKind>().Select(n => char.ToLowerInvariant(n[0]) + n[1..])];

    /// <summary>Counters that are known beforehand begin at 0.</summary>
    internal static void Prepare(IEnumerable<string> reactions, IEnumerable<string> channels)
    {
        foreach (var kind in new[] { "stale", "version", "law" }) CommandConflicts.Add(0, new KeyValuePair<string, object?>("kind", kind));
        foreach (var reaction in reactions)
        {
            ReactionTold(reaction, 0, 0);
            ReactionFailures.Add(0, new KeyValuePair<string, object?>("reaction", reaction));
        }
        foreach (var channel in channels)
            foreach (var outcome in new[] { "sent", "waiting", "failed" }) OutboxAttempts.Add(0, new("channel", channel), new KeyValuePair<string, object?>("outcome", outcome));
    }

    /// <summary>A command begins: its span, and what time it is.</summary>
    internal static (Activity? Span, long Began) Begin(object command)
    {
        var span = Spans.StartActivity("command");
        if (span is not null)
        {
            var name = command.GetType().Name;
            span.DisplayName = $"command {name}";
            span.SetTag("command", name);
        }
        return (span, CommandDuration.Enabled ? Stopwatch.GetTimestamp() : 0);
    }

    /// <summary>A command has its answer.</summary>
    internal static void Answered((Activity? Span, long Began) begun, object command, AnswerKind kind, string? refusal)
    {
        if (begun.Span is { } span)
        {
            span.SetTag("outcome", Kinds[(int)kind]);
            if (refusal is not null) span.SetTag("refusal", refusal);
            span.Dispose();
        }
        if (refusal is not null && CommandRefusals.Enabled) CommandRefusals.Add(1, new KeyValuePair<string, object?>("code", refusal));
        if (kind is AnswerKind.Stale && CommandConflicts.Enabled) CommandConflicts.Add(1, new KeyValuePair<string, object?>("kind", "stale"));
        if (begun.Began != 0) Took(begun.Began, command, Kinds[(int)kind]);
    }

    /// <summary>A command has no answer: the database is away, the caller has gone, or the program is at fault.</summary>
    /// <returns>False, so that it can stand in an exception filter.</returns>
    internal static bool Failed((Activity? Span, long Began) begun, object command, Exception fault)
    {
        var outcome = fault is StoreUnavailableException ? "unavailable" : fault is OperationCanceledException ? "cancelled" : "failed";
        if (begun.Span is { } span)
        {
            span.SetTag("outcome", outcome).SetTag("error.type", fault.GetType().Name).SetStatus(ActivityStatusCode.Error);
            span.Dispose();
        }
        if (begun.Began != 0) Took(begun.Began, command, outcome);
        return false;
    }

    /// <summary>A command met another change and decides again.</summary>
    internal static void Again(string kind)
    {
        if (CommandConflicts.Enabled) CommandConflicts.Add(1, new KeyValuePair<string, object?>("kind", kind));
    }

    /// <summary>The span that the flow of control stands in, if any is recorded.</summary>
    internal static Activity? Current => Spans.HasListeners() && Activity.Current is { Recorded: true } span ? span : null;

    /// <summary>One transaction for the commands of many callers: a trace of its own, linked from and to the span of each.</summary>
    internal static Activity? Commit(List<Unit> batch)
    {
        if (!Spans.HasListeners()) return null;
        var links = batch.Where(u => u.Span is not null).Select(u => new ActivityLink(u.Span!.Context)).ToList();
        if (links.Count == 0 || Spans.StartActivity("commit", ActivityKind.Internal, default(ActivityContext), links: links) is not { } span) return null;
        span.SetTag("commands", batch.Count);
        return span;
    }

    internal static void Committed(Activity? span, List<Unit> batch, long began)
    {
        if (BatchSize.Enabled) BatchSize.Record(batch.Count);
        if (CommitDuration.Enabled) CommitDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        if (span is null) return;
        foreach (var unit in batch) unit.Span?.AddLink(new(span.Context));
    }

    internal static Activity? Reaction(string reaction)
    {
        var span = Spans.StartActivity("reaction");
        span?.SetTag("reaction", reaction);
        return span;
    }

    internal static void ReactionTold(string reaction, int told, int refused)
    {
        ReactionsTold.Add(told, new KeyValuePair<string, object?>("reaction", reaction));
        ReactionRefusals.Add(refused, new KeyValuePair<string, object?>("reaction", reaction));
    }

    internal static void ReactionFailed(string reaction) => ReactionFailures.Add(1, new KeyValuePair<string, object?>("reaction", reaction));

    /// <param name="outcome"><c>sent</c>, <c>waiting</c> (failed, to be tried again) or <c>failed</c> (given up).</param>
    internal static void Tried(string channel, string outcome) => OutboxAttempts.Add(1, new("channel", channel), new KeyValuePair<string, object?>("outcome", outcome));

    private static void Took(long began, object command, string outcome) =>
        CommandDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new("command", command.GetType().Name), new KeyValuePair<string, object?>("outcome", outcome));
}
