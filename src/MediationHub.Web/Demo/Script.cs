using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;

namespace MediationHub.Web.Demo;

/// <summary>A file that a command names; it is uploaded just before, by the same person.</summary>
/// <param name="Name">The file's name, such as 授权委托书.pdf.</param>
/// <param name="Lines">What stands on its one page.</param>
internal sealed record DemoFile(string Name, params string[] Lines);

/// <summary>One command on its day.</summary>
/// <param name="Stream">The record it is sent to.</param>
/// <param name="At">The moment of entry; within one script each step is later than the one before.</param>
/// <param name="Series">Whose running numbers it draws from; such steps take turns in the order of their moments, so that numbers come out the same each time.</param>
internal abstract record Step(string Stream, DateTimeOffset At, Actor Actor, IReadOnlyList<DemoFile> Files, string? Series)
{
    /// <summary>Sends the command and gives the refusal, if there is one.</summary>
    public abstract Task<Refusal?> Send(IAggregates aggregates, IReadOnlyList<FileId> files);

    /// <summary>When this record was last entered; null where there is no such record yet.</summary>
    public abstract Task<DateTimeOffset?> LastEntry(IAggregates aggregates);
}

internal sealed record Step<TState>(string Stream, DateTimeOffset At, Actor Actor, Func<IReadOnlyList<FileId>, ICommand<TState>> Command, IReadOnlyList<DemoFile> Files, string? Series)
    : Step(Stream, At, Actor, Files, Series) where TState : class, IAggregate<TState>
{
    public override async Task<Refusal?> Send(IAggregates aggregates, IReadOnlyList<FileId> files)
    {
        var command = Command(files);
        var answer = await aggregates.Send(Stream, command, new Request(Actor));
        return answer.Kind is AnswerKind.Done ? null : answer.Refusal ?? new Refusal("demo", $"{answer.Kind}", $"{command.GetType().Name}: {answer.Kind}");
    }

    public override async Task<DateTimeOffset?> LastEntry(IAggregates aggregates) => (await aggregates.History<TState>(Stream)) is [.., var last] ? last.At : null;

    public override string ToString() => $"{Stream} {ChinaTime.Show(At)} {Actor.UserName}";
}

/// <summary>Steps that follow each other: the course of one case, or of a region's roster.</summary>
internal sealed record Script(string Name, IReadOnlyList<Step> Steps);

/// <summary>Writes the steps of one script, each on its moment.</summary>
internal sealed class ScriptWriter
{
    private readonly List<Step> _steps = [];

    public IReadOnlyList<Step> Steps => _steps;

    public void Add<TState>(string stream, DateTimeOffset at, Actor actor, ICommand<TState> command, string? series = null) where TState : class, IAggregate<TState> =>
        _steps.Add(new Step<TState>(stream, at, actor, _ => command, [], series));

    public void Add<TState>(string stream, DateTimeOffset at, Actor actor, IReadOnlyList<DemoFile> files, Func<IReadOnlyList<FileId>, ICommand<TState>> command, string? series = null) where TState : class, IAggregate<TState> =>
        _steps.Add(new Step<TState>(stream, at, actor, command, files, series));

    /// <summary>The steps before a moment, in order of time.</summary>
    public Script Until(string name, DateTimeOffset end) => new(name, [.. _steps.Where(s => s.At < end).OrderBy(s => s.At)]);
}
