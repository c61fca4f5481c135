using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using MediationHub.Documents.Registers;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Log;
using MediationHub.Store.Rows;

namespace MediationHub.Web.Features.Registers;

/// <summary>What importing a row would do, or did.</summary>
public enum RowOutcome { Wrong, New, Changed, Same }

/// <summary>One row of an import: what it would do, and how to have it done.</summary>
/// <param name="Send">Null where there is nothing to do.</param>
public sealed record PlannedRow(RegisterRow Row, RowOutcome Outcome, Func<IdempotencyKey, CancellationToken, Task<(AnswerKind Kind, Refusal? Refusal)>>? Send = null);

/// <summary>
/// Makes commands of a register's rows. Whether a row can be imported is asked of the command itself, on the record as it stands: what the looking-over
/// says is what the import will say. Rows come in chunks, so that the records they may be about are looked up together.
/// </summary>
public abstract class RegisterPlan(HubStore store, IAggregates aggregates, Actor actor, string importId, RegisterTable table, List<Finding> findings)
{
    private const int LoadsAtOnce = 8;
    private readonly Dictionary<string, int> _seen = [];

    protected HubStore Store => store;
    protected IAggregates Aggregates => aggregates;
    protected Actor Actor => actor;
    protected RegisterTable Table => table;
    protected List<Finding> Findings => findings;

    public static RegisterPlan Of(HubStore store, IAggregates aggregates, Actor actor, string importId, RegisterTable table, List<Finding> findings) => table.Form.Kind switch
    {
        "organizations" => new OrganizationPlan(store, aggregates, actor, importId, table, findings),
        "mediators" => new MediatorPlan(store, aggregates, actor, importId, table, findings),
        _ => new LedgerPlan(store, aggregates, actor, importId, table, findings),
    };

    /// <summary>Whether this person may import a register of this kind at all.</summary>
    public static bool May(Actor actor, string kind) => kind switch
    {
        "organizations" => Policy.May(actor, typeof(ImportOrganization)),
        "mediators" => Policy.May(actor, typeof(Domain.Mediators.ImportMediator)),
        "ledger" => Policy.May(actor, typeof(Domain.Cases.ImportPastCase)) && actor.Organization is not null,
        _ => false,
    };

    public abstract Task<IReadOnlyList<PlannedRow>> Plan(IReadOnlyList<RegisterRow> chunk, CancellationToken cancel);

    /// <summary>Figures that cannot be, over the whole file: the sums below the table.</summary>
    public void CheckTotals()
    {
        foreach (var total in table.Totals.Where(t => t.Cells.Take(4).Any(c => c.Text.Length > 0 && RegisterFormWords.IsGrandTotal(c.Text))))
            foreach (var column in table.Form.Columns.Where(c => c.Kind is RegisterColumnKind.Integer or RegisterColumnKind.Money || c.Key is "lastAmount"))
            {
                if (RegisterCells.Number(total[column.Key]).Number is not { } said) continue;
                var sum = table.Rows.Sum(r => RegisterCells.Number(r[column.Key]).Number ?? 0);
                if (Math.Abs(sum - said) > 0.005m * Math.Max(1, table.Rows.Count / 100m))
                    findings.Add(table.At(total, column.Key, "total-differs", new($"合计为{said:0.##}，各行相加为{sum:0.##}，请核对。", $"The total says {said:0.##}; the rows add up to {sum:0.##}."), warning: true));
            }
    }

    /// <summary>Asks the command what it would do to the record as it stands.</summary>
    protected PlannedRow Decide<TState>(RowCells cells, string id, Stored<TState>? existing, ICommand<TState> command, Context at, IReadOnlyDictionary<string, string> keys, Text hidden, out TState after)
        where TState : class, IAggregate<TState>
    {
        var state = existing?.State ?? TState.Empty;
        after = state;
        switch (Policy.Of(actor, command, state, null))
        {
            case Access.Hidden:
                cells.No("not-yours", hidden);
                return new(cells.Row, RowOutcome.Wrong);
            case Access.Forbidden:
                cells.No("not-yours", new("这一行不在您的管辖范围内，不能由您导入，请交由有管辖权的办公室办理。", "This row is not within your scope."));
                return new(cells.Row, RowOutcome.Wrong);
        }
        var decision = command.Decide(state, at);
        if (decision.Refusal is { } refusal)
        {
            cells.No(refusal, keys);
            return new(cells.Row, RowOutcome.Wrong);
        }
        foreach (var happened in decision.Events) after = after.Evolve(happened);
        if (cells.Wrong) return new(cells.Row, RowOutcome.Wrong);
        if (decision.Events.Count == 0) return new(cells.Row, RowOutcome.Same);
        return new(cells.Row, existing is null ? RowOutcome.New : RowOutcome.Changed, async (key, cancel) =>
        {
            var answer = await aggregates.Send(id, command, new Request(actor, Idempotency: key), cancel);
            return (answer.Kind, answer.Refusal);
        });
    }

    /// <summary>Two rows about the same thing: the second one is told where the first stands.</summary>
    protected bool Twice(RowCells cells, string about, string key)
    {
        if (_seen.TryAdd(about, cells.Row.Number)) return false;
        if (_seen[about] == cells.Row.Number) return false;
        cells.No(key, "row-twice", new($"与第{_seen[about]}行重复，请只留一行。", $"The same as row {_seen[about]}: keep one."));
        return true;
    }

    protected Context At(IReadOnlyDictionary<StreamRef, object>? others = null) =>
        new(store.Clock.GetUtcNow(), actor, store.Calendar, store.Rules) { Others = others ?? new Dictionary<StreamRef, object>() };

    /// <summary>Where an entry comes from.</summary>
    protected ImportSource Source(RegisterRow row) => new(importId, row.Number);

    /// <summary>An id that is the same whenever the same thing is imported: a second import finds what the first one made.</summary>
    protected static string IdOf(char kind, string about) => kind + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(about)))[..26];

    /// <summary>The records as they stand, by id; those that are not there are left out.</summary>
    protected async Task<IReadOnlyDictionary<string, Stored<TState>>> Load<TState>(IEnumerable<string> ids, CancellationToken cancel) where TState : class, IAggregate<TState>
    {
        ConcurrentDictionary<string, Stored<TState>> found = new(StringComparer.Ordinal);
        await Parallel.ForEachAsync(ids.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = LoadsAtOnce, CancellationToken = cancel }, async (id, token) =>
        {
            if (await aggregates.Find<TState>(id, cancel: token) is { } stored) found[id] = stored;
        });
        return found;
    }
}

/// <summary>Words of rows of sums.</summary>
internal static class RegisterFormWords
{
    public static bool IsGrandTotal(string text) => TextRules.HalfWidth(text).Replace(" ", "") is var plain && (plain.StartsWith("合计", StringComparison.Ordinal) || plain.StartsWith("总计", StringComparison.Ordinal) || plain.StartsWith("共计", StringComparison.Ordinal));
}
