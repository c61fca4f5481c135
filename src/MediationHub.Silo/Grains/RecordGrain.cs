using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Log;
using MediationHub.Web.Hosting;
using Orleans.Concurrency;

namespace MediationHub.Silo.Grains;

/// <summary>A record of the log as a grain: one activation in the cluster takes its commands, one after the other.</summary>
public interface IRecordGrain<TState> : IGrainWithStringKey where TState : class, IAggregate<TState>
{
    /// <summary>Authorizes, loads, decides, commits and answers.</summary>
    Task<Told<TState>> Send(Ask<TState> ask);

    /// <summary>The version that the record stands at; 0 where there is none. It may be asked while a command is under way.</summary>
    [AlwaysInterleave]
    Task<int> Version();

    /// <summary>Another record's command wrote to this one, too: what is in memory is behind the disk. It does not wait for the record's turn.</summary>
    [AlwaysInterleave]
    Task Forget();
}

/// <summary>A command with who sends it.</summary>
/// <param name="By">Of which build the sender is.</param>
[GenerateSerializer, Immutable]
public sealed record Ask<TState>(Build By, ICommand<TState> Command, Request Request) where TState : class, IAggregate<TState>;

/// <summary>What came of it.</summary>
/// <param name="Answer">Null: the outcome is not known, and sending the same again is safe.</param>
/// <param name="Strange">Nothing was done: the sender is of another build.</param>
[GenerateSerializer, Immutable]
public sealed record Told<TState>(Answer<TState>? Answer, bool Strange = false) where TState : class, IAggregate<TState>;

/// <summary>
/// The one way of being a grain, for every kind of record: the silo's own aggregates load it from the log, decide, commit through the
/// group committer and keep what follows. No rule stands here. An activation that the cluster has given up and that does not know it
/// yet cannot commit either: every commit names the version it stands on.
/// </summary>
public abstract class RecordGrain<TState>(Installation installation, Build build) : Grain, IRecordGrain<TState> where TState : class, IAggregate<TState>
{
    protected Installation Installation => installation;
    protected string Id => this.GetPrimaryKeyString();

    public async Task<Told<TState>> Send(Ask<TState> ask)
    {
        if (ask.By != build) return new(null, Strange: true);
        try
        {
            return new(await installation.Aggregates.Send(Id, ask.Command, ask.Request));
        }
        catch (StoreUnavailableException)
        {
            return new(Answer: null);
        }
    }

    public async Task<int> Version() => (await installation.Aggregates.Find<TState>(Id))?.Version ?? 0;

    public Task Forget()
    {
        installation.Aggregates.Forget(Id);
        return Task.CompletedTask;
    }

    /// <summary>An idle record leaves memory.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        installation.Aggregates.Leave(Id);
        return Task.CompletedTask;
    }
}
