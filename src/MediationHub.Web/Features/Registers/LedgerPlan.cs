using MediationHub.Documents.Registers;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;

namespace MediationHub.Web.Features.Registers;

/// <summary>Past cases of the own organization: a row is about the case with its old number.</summary>
internal sealed class LedgerPlan(HubStore store, IAggregates aggregates, Actor actor, string importId, RegisterTable table, List<Finding> findings)
    : RegisterPlan(store, aggregates, actor, importId, table, findings)
{
    private static readonly Text Hidden = new("这个编号的案件不属于您的组织。", "This case is not your organization's.");

    private static readonly Dictionary<string, string> Keys = new()
    {
        ["oldNumber"] = "oldNumber", ["receivedOn"] = "receivedOn", ["acceptedOn"] = "acceptedOn", ["closedOn"] = "closedOn", ["disputeType"] = "disputeType", ["applicants"] = "applicants",
        ["respondents"] = "respondents", ["workers"] = "workers", ["claimed"] = "claimed", ["agreed"] = "agreed", ["outcome"] = "outcome", ["mediator"] = "mediator", ["note"] = "note",
    };

    public override async Task<IReadOnlyList<PlannedRow>> Plan(IReadOnlyList<RegisterRow> chunk, CancellationToken cancel)
    {
        var organization = Actor.Organization ?? throw new InvalidOperationException("the old ledger is imported by a head");
        var cells = chunk.Select(r => new RowCells(Table, r, Findings)).ToArray();
        var states = await Load<MediationCase>(cells.Select(c => IdOf(organization, c.Code("oldNumber"))).OfType<string>(), cancel);
        var own = (await Aggregates.Find<Organization>(organization.Value, cancel: cancel))?.State ?? Organization.Empty;
        var at = At(new Dictionary<StreamRef, object> { [StreamRef.To<Organization>(organization.Value)] = own });
        return [.. cells.Select(c => Plan(c, organization, states, at))];
    }

    private PlannedRow Plan(RowCells cells, OrganizationId organization, IReadOnlyDictionary<string, Stored<MediationCase>> states, Context at)
    {
        if (IdOf(organization, cells.Code("oldNumber")) is not { } id)
        {
            cells.No("oldNumber", "old-number", new("请填写原案号；没有案号的，请按年度和顺序编一个，例如“2019-12”。", "Enter the old number, or make one of year and sequence."));
            return new(cells.Row, RowOutcome.Wrong);
        }
        if (Twice(cells, id, "oldNumber")) return new(cells.Row, RowOutcome.Wrong);

        var type = DisputeType(cells);
        var outcome = cells.Word<Outcome>("outcome");
        var (received, accepted, closed) = (cells.Day("receivedOn"), cells.Day("acceptedOn"), cells.Day("closedOn"));
        foreach (var key in new[] { "receivedOn", "closedOn", "disputeType", "outcome" })
            if (!cells.Has(key)) cells.No(key, "required", new($"请填写{cells.Row.Form[key].Header}。", "This is needed."));
        var workers = cells.Integer("workers");
        var (claimed, agreed) = (cells.Number("claimed"), cells.Number("agreed"));
        if (cells.Wrong) return new(cells.Row, RowOutcome.Wrong);

        var past = new PastCase(
            TextRules.Clean(cells.Text("oldNumber")), received!.Value.On, accepted?.On,
            // Year and month only: a case closed in the month it was received is not closed before.
            closed!.Value is { MonthOnly: true } month && month.On < received.Value.On ? received.Value.On : closed.Value.On,
            outcome!.Value, type!, cells.Text("applicants"), cells.Text("respondents"), workers ?? 1, claimed, agreed, cells.Text("mediator"), cells.Text("note"));
        return Decide(cells, id, states.GetValueOrDefault(id), new ImportPastCase(new(id), organization, past, Source(cells.Row)), at, Keys, Hidden, out _);
    }

    /// <summary>A code, a name, or a name with that of the type above it.</summary>
    private string? DisputeType(RowCells cells)
    {
        if (cells.Text("disputeType") is not { } said) return null;
        var (types, plain) = (Store.Rules.DisputeTypes, Plain(said));
        var found = types.Find(said.Trim()) ?? types.All.FirstOrDefault(t => Plain(t.Name) == plain || Plain(types.NameOf(t.Code)) == plain)
            ?? types.All.Where(t => plain.Length >= 2 && (plain.Contains(Plain(t.Name), StringComparison.Ordinal) || Plain(t.Name).Contains(plain, StringComparison.Ordinal))).ToArray() switch { [var only] => only, _ => null };
        if (found is not null) return found.Code;
        cells.No("disputeType", "word-unknown", new($"没有认出争议类型“{(said.Length <= 20 ? said : said[..20])}”，可填：{string.Join("、", types.All.Where(t => t.Parent is null).Select(t => t.Name))}，或其下的具体类型。", "Not a known type of dispute."));
        return null;
    }

    private static string Plain(string text) => string.Concat(TextRules.HalfWidth(text).Where(char.IsLetterOrDigit)).Replace("争议", "").Replace("纠纷", "");

    private static string? IdOf(OrganizationId organization, string? oldNumber) => oldNumber is null ? null : IdOf('c', $"ledger|{organization.Value}|{oldNumber}");
}
