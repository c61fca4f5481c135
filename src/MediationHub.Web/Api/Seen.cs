using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Api;

public static class SeenRecords
{
    /// <summary>The record where it exists for whoever asks; null also where this person may not know of it. What is shown of a case comes by <see cref="Features.Cases.CaseEndpoints.Seen"/>.</summary>
    public static async Task<Stored<TState>?> Seen<TState>(this IAggregates aggregates, HttpContext http, string id) where TState : class, IAggregate<TState> =>
        await aggregates.Find<TState>(id, cancel: http.RequestAborted) is { } stored && await aggregates.Sees(http.Actor(), stored.State, http.RequestAborted) ? stored : null;
}
