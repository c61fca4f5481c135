using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Selection;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;

namespace MediationHub.Web.Forms;

/// <summary>A step that the state allows, or that waits for something that is still missing.</summary>
public sealed record OfferedStep<TState>(RecordStep<TState> Step, Refusal? NotYet) where TState : class, IAggregate<TState>;

/// <summary>Which steps a person may take with a record today. It tries each on the commands' own guards, so that page and pipeline cannot disagree.</summary>
public sealed class StepDesk(HubStore store, IAggregates aggregates)
{
    public async Task<IReadOnlyList<OfferedStep<TState>>> Offered<TState>(IEnumerable<RecordStep<TState>> steps, Actor actor, Stored<TState> stored, CancellationToken cancel) where TState : class, IAggregate<TState>
    {
        var offered = new List<OfferedStep<TState>>();
        foreach (var step in steps)
        {
            var (access, refusal, nothing) = await Ask(step, actor, stored, cancel);
            if (access is Access.Allowed && !nothing && (refusal is null || step.WaitsFor.Contains(refusal.Code))) offered.Add(new(step.For(stored.State), refusal));
        }
        return offered;
    }

    /// <summary>Whether the step is this person's, why it cannot be taken now, and whether there is nothing to do.</summary>
    public async Task<(Access Access, Refusal? Refusal, bool Nothing)> Ask<TState>(RecordStep<TState> step, Actor actor, Stored<TState> stored, CancellationToken cancel) where TState : class, IAggregate<TState>
    {
        var at = new Context(store.Clock.GetUtcNow(), actor, store.Calendar, store.Rules);
        if (step.Try(stored.State, at) is not { } attempt) return (Access.Hidden, null, true);
        if (Policy.Of(actor, attempt, stored.State, null) is not Access.Allowed and var access) return (access, null, false);

        var others = new Dictionary<StreamRef, object>();
        foreach (var other in attempt.Reads(stored.State))
            others[other] = other.Type == Commission.Stream ? await StateOf<Commission>(other.Id, cancel)
                : other.Type == MediationCase.Stream ? await StateOf<MediationCase>(other.Id, cancel)
                : other.Type == Campaign.Stream ? await StateOf<Campaign>(other.Id, cancel)
                : other.Type == Nomination.Stream ? await StateOf<Nomination>(other.Id, cancel)
                : other.Type == Mediator.Stream ? await StateOf<Mediator>(other.Id, cancel)
                : await StateOf<Organization>(other.Id, cancel);
        var decision = (await Facts.Fill(store, aggregates, stored.Id, attempt, cancel)).Decide(stored.State, at with { Others = others });
        // What the form asks for is not filled in yet: that is no reason not to show it.
        var refusal = decision.Refusal is { Kind: RefusalKind.Rule } rule ? rule : null;
        return (Access.Allowed, refusal, refusal is null && decision.Refusal is null && decision.Events.Count == 0);
    }

    private async Task<TOther> StateOf<TOther>(string id, CancellationToken cancel) where TOther : class, IAggregate<TOther> => (await aggregates.Find<TOther>(id, cancel: cancel))?.State ?? TOther.Empty;
}
