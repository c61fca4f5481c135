using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Recommendations;
using MediationHub.Store.Aggregates;

namespace MediationHub.Store.Bridge;

/// <summary>
/// Lets a commission hear how the cases ended that it entrusted or recommended; why one failed it does not hear. It looks at what is under way instead of being told
/// of every closing: of a province's closings hardly any has a commission behind it, and each would cost a checkpoint. Nothing is kept between two looks, so nothing
/// is lost or doubled wherever the program is killed.
/// </summary>
public sealed class LinkedCaseEnds(HubStore store, IAggregates aggregates)
{
    /// <summary>So long after the applicant's yes an agreement is still put down to the recommendation.</summary>
    private const int DaysAfterTheYes = 120;

    /// <returns>How many records heard of an end.</returns>
    public async Task<int> Run(CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var entrusted = await connection.QueryAsync<string>("select c.id from entrustment_rows e join case_rows c on c.id = e.case_id where e.stage = 'acceptedByOrganization' and c.closed_on is not null");
        var recommended = await connection.QueryAsync<string>(
            "select c.id from recommendation_rows r join case_rows c on c.id = r.case_id where (r.stage = 'agreed' and c.closed_on is not null) or (r.stage = 'resumed' and r.agreed_on > @since and c.outcome in ('agreed', 'agreedOral', 'settledWithdrawn', 'transferred'))",
            new { since = ChinaTime.DayOf(store.Clock.GetUtcNow()).AddDays(-DaysAfterTheYes) });
        var heard = 0;
        foreach (var id in entrusted)
            if (await Ended(id, cancel) is { } c && CaseConsequences.ForEntrustment(c) is var (record, command) && await Send(record, command, cancel)) heard++;
        foreach (var id in recommended)
            if (await Ended(id, cancel) is { } c && CaseConsequences.ForRecommendation(c) is var (record, command) && await Send(record, command, cancel)) heard++;
        return heard;
    }

    private async Task<bool> Send<TState>(string id, ICommand<TState> command, CancellationToken cancel) where TState : class, IAggregate<TState> =>
        (await aggregates.Send(id, command, new Request(Actor.System, Newest: true), cancel)).Kind is AnswerKind.Done;

    /// <summary>The case where it ended: a transferred one where it went on.</summary>
    private async Task<MediationCase?> Ended(string id, CancellationToken cancel)
    {
        for (var hops = 0; hops < 20; hops++)
        {
            if ((await aggregates.Find<MediationCase>(id, int.MaxValue, cancel))?.State is not { } c) return null;
            if (c.TransferredTo is not { } next) return c.Closing is null ? null : c;
            id = next.Value;
        }
        return null;
    }
}
