using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Destructions;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Files;
using Npgsql;

namespace MediationHub.Store.Maintenance;

/// <summary>
/// Carries out destruction lists that two people approved: each case in a transaction of its own, in which its key goes, then the list is closed,
/// then the files that nobody can read any more are taken from the disk. Broken off at any point, it is finished by the next run.
/// </summary>
public sealed class FileDestruction(HubStore store, IAggregates aggregates, FileStore files)
{
    private static readonly Request Program = new(Actor.System);

    /// <summary>Every list that is approved and not finished.</summary>
    public async Task CarryOutAll(CancellationToken cancel = default)
    {
        var lists = new List<string>();
        await using (var find = store.Database.CreateCommand("select id from destruction_rows where stage = 'approved' order by id"))
        {
            await using var reader = await find.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) lists.Add(reader.GetString(0));
        }
        foreach (var id in lists) await CarryOut(new(id), cancel);
        await files.SweepDestroyed(cancel);
    }

    /// <summary>One list, if it is approved; does nothing otherwise.</summary>
    public async Task CarryOut(DestructionListId id, CancellationToken cancel = default)
    {
        if ((await aggregates.Find<DestructionList>(id.Value, cancel: cancel))?.State is not { Stage: DestructionStage.Approved } list) return;

        // A case that went to another organization goes after the one it became, which may stand on the same list behind it.
        var waiting = list.Items.Select(i => i.CaseId).ToList();
        for (var before = -1; waiting.Count > 0 && waiting.Count != before;)
        {
            before = waiting.Count;
            foreach (var c in waiting.ToList())
                if ((await aggregates.Send(c.Value, new DestroyCase(id), Program, cancel)).Kind is AnswerKind.Done) waiting.Remove(c);
        }
        await aggregates.Send(id.Value, new CompleteDestruction(), Program, cancel);
        await files.SweepDestroyed(cancel);
    }
}
