using Dapper;
using MediationHub.Documents.Registers;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;

namespace MediationHub.Web.Features.Registers;

/// <summary>
/// Organizations. A row is about the organization with its code; without one, that with its number of filing;
/// without either, that of the same name in the same region. The credit code is the host's, who may have several organizations, and names none.
/// </summary>
internal sealed class OrganizationPlan(HubStore store, IAggregates aggregates, Actor actor, string importId, RegisterTable table, List<Finding> findings)
    : RegisterPlan(store, aggregates, actor, importId, table, findings)
{
    private static readonly Text Hidden = new("这个组织不在您的管辖范围内。", "This organization is not within your scope.");

    private static readonly Dictionary<string, string> Keys = new()
    {
        ["code"] = "code", ["name"] = "name", ["type"] = "type", ["unit"] = "unit", ["address"] = "address", ["phone"] = "phone", ["headName"] = "headName",
        ["hostCreditCode"] = "hostCreditCode", ["hostName"] = "hostName", ["supervisor"] = "supervisor", ["foundedOn"] = "foundedOn", ["filedOn"] = "filedOn",
        ["filingNumber"] = "filingNumber", ["status"] = "status", ["premisesArea"] = "premisesArea", ["coverage"] = "coverage", ["fundingSource"] = "fundingSource",
        ["onlineSince"] = "online", ["sealName"] = "name",
    };

    private readonly Dictionary<(string Column, string Said), int> _first = [];

    private sealed record Known(string Id, string Code, string Name, string Unit, string Status, string? FilingNumber);

    public override async Task<IReadOnlyList<PlannedRow>> Plan(IReadOnlyList<RegisterRow> chunk, CancellationToken cancel)
    {
        var known = Index(await Look(chunk, cancel));
        List<(RowCells Cells, Region? Unit, string? Number, WrittenDay? FiledOn, Known? Known)> rows = [];
        foreach (var row in chunk)
        {
            var cells = new RowCells(Table, row, Findings);
            var unit = UnitOf(cells);
            var (filedOn, number) = Filing(cells);
            rows.Add((cells, unit, number, filedOn, Match(cells, unit, number, known)));
        }
        var states = await Load<Organization>(rows.Select(r => r.Known?.Id ?? NewId(r.Cells, r.Unit)).OfType<string>(), cancel);
        var at = At();
        return [.. rows.Select(r => Plan(r.Cells, r.Unit, r.Number, r.FiledOn, r.Known?.Id ?? NewId(r.Cells, r.Unit), states, at))];
    }

    private PlannedRow Plan(RowCells cells, Region? unit, string? number, WrittenDay? filedOn, string? id, IReadOnlyDictionary<string, Stored<Organization>> states, Context at)
    {
        var stored = id is null ? null : states.GetValueOrDefault(id);
        var o = stored?.State;
        var phone = cells.Text("phone");
        if (phone?.Contains('*') is true)
        {
            if (o is null || Mask.Phone(o.Phone) != phone) cells.No("phone", "masked", new("号码是遮蔽的，且与系统内的不符，请填写完整号码。", "The number is masked and not the known one: enter it whole."));
            phone = null;
        }
        var listed = cells.Yes("listed");
        var profile = new OrganizationProfile
        {
            Code = cells.Code("code") ?? (o is null && unit is not null ? CodeOf(unit, cells.Text("name")) : null),
            Name = cells.Text("name"),
            Type = cells.Word<OrganizationType>("type"),
            Unit = unit?.Code,
            Address = cells.Text("address"),
            Phone = phone,
            HeadName = cells.Text("headName"),
            FoundedOn = cells.Day("foundedOn", o?.Profile.FoundedOn),
            Systems = Systems(cells),
            Posted = cells.Yes("posted"),
            OnlineSince = Online(cells, o, filedOn, at),
            Coverage = cells.Text("coverage") ?? (o is null && unit is not null && cells.Text("unit") is { } place && place != RegionText.Of(unit.Code) ? place : null),
            PremisesArea = cells.Number("premisesArea"),
            FundingSource = cells.Text("fundingSource"),
            HostName = cells.Text("hostName"),
            HostCreditCode = cells.Code("hostCreditCode"),
            Supervisor = cells.Text("supervisor"),
        };
        var filing = FilingOf(cells, o, number, filedOn, listed is true);
        Figures(cells);
        if (id is null || Twice(cells, id, "name")) return new(cells.Row, RowOutcome.Wrong);

        var planned = Decide(cells, id, stored, new ImportOrganization(new(id), profile, filing, Source(cells.Row)), at, Keys, Hidden, out var after);
        // What a register does not tell (seal, photos) every row would lack; what it does tell is worth a word.
        if (planned.Outcome is RowOutcome.New && after.Status is OrganizationStatus.Active && after.Systems.Missing().ToArray() is { Length: > 0 } missing)
            cells.Note("systems", "not-complete", new($"按正常运行导入，但尚缺：{string.Join("、", missing.Select(m => m.Chinese))}。请导入后补齐。", $"Imported as active, but it lacks {string.Join(", ", missing.Select(m => m.English))}."));
        if (planned.Outcome is RowOutcome.New) LooksTheSame(cells, number);
        if (o is { Exists: true }) Differing(cells, o, filing, filedOn, number, listed);
        return planned;
    }

    /// <summary>Two rows that stand for two organizations here may be one written twice: the same name in another region (often a region filled down too far), or the same number of filing.</summary>
    private void LooksTheSame(RowCells cells, string? number)
    {
        foreach (var (column, said) in new[] { ("name", TextRules.Code(cells.Text("name"))), ("filingNumber", TextRules.Code(number)) })
        {
            if (said.Length == 0 || _first.TryAdd((column, said), cells.Row.Number)) continue;
            cells.Note(column, "looks-the-same", column is "name"
                ? new($"与第{_first[(column, said)]}行的组织同名，但地区不同。同一个组织重复的，请删去一行；地区填错的，请更正。", $"Row {_first[(column, said)]} has the same name in another region: delete one, or correct the region.")
                : new($"与第{_first[(column, said)]}行的备案号相同，请核对是否同一个组织。", $"Row {_first[(column, said)]} has the same number of filing."));
            return;
        }
    }

    /// <summary>What the register says differently and an import does not decide: the steps for it have rules of their own.</summary>
    private static void Differing(RowCells cells, Organization o, ImportedFiling? filing, WrittenDay? filedOn, string? number, bool? listed)
    {
        if (!o.Stands) return;
        if (cells.Has("status") && filing?.Status is { } status && status != o.Status)
            cells.Note("status", "status-differs", new($"系统内现为“{o.Status.Chinese()}”，状态不随导入变动，请在组织页面办理。", "Its status here is another: change it on the organization's page."));
        if (filedOn is { } said && !(o.FiledOn is { } on && (said.MonthOnly ? (on.Year, on.Month) == (said.On.Year, said.On.Month) : on == said.On)))
            cells.Note("filedOn", "filing-differs", new($"系统内的备案日期是{o.FiledOn:yyyy-MM-dd}，不随导入变动。", "It was filed on another day here; that stays."));
        if (number is not null && TextRules.Code(number) != TextRules.Code(o.FilingNumber))
            cells.Note("filingNumber", "filing-differs", new($"系统内的备案号是{o.FilingNumber ?? "空的"}，不随导入变动。", "It has another number of filing here; that stays."));
        if (listed is { } yes && yes != o.Listed)
            cells.Note("listed", "listed-differs", new($"系统内名册{(o.Listed ? "已公开" : "未公开")}，请在组织页面办理。", "Whether it is in the public roster is decided on its page."));
    }

    private Region? UnitOf(RowCells cells)
    {
        var said = cells.Text("unit");
        if (said is null)
        {
            if (Actor.Is(Role.City) && Regions.BuiltIn.Find(Actor.Unit) is { } own) return own;
            cells.No("unit", "unit", new("请填写地区，写到市（州）或县（市、区）。", "Enter the region."));
            return null;
        }
        if (RegionText.Find(said) is { } found) return found;
        cells.No("unit", "unit", new($"没有认出“{(said.Length <= 20 ? said : said[..20])}”是哪个地区，请写出市（州）名，例如“长春市双阳区”。", "The region is not known: write the city's name too."));
        return null;
    }

    /// <summary>Day and number of filing, from two columns or from one with both.</summary>
    private static (WrittenDay? On, string? Number) Filing(RowCells cells)
    {
        var (on, number) = (cells.Day("filedOn"), cells.Text("filingNumber"));
        if (cells.Text("filing") is not { } both) return (on, number);
        if (cells.Row["filing"].Day is { } day) return (new(day, false), number);
        var parts = both.Split([' ', '　', '\n', '，', ',', '；', ';'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length > 0 && RegisterCells.Day(Documents.Sheets.Cell.Of(parts[0]), Documents.Sheets.SheetFormat.Xlsx).Day is { } written) return (on ?? written, number ?? parts.ElementAtOrDefault(1));
        return (on, number ?? both);
    }

    private static ImportedFiling? FilingOf(RowCells cells, Organization? o, string? number, WrittenDay? filedOn, bool listed)
    {
        var status = cells.Word<OrganizationStatus>("status") ?? (cells.Has("status") ? null : filedOn is not null || number is not null ? OrganizationStatus.Filed : OrganizationStatus.Draft);
        if (status is null) return null;
        if (o is { Exists: true } && o.Status is not (OrganizationStatus.Draft or OrganizationStatus.Returned)) return new(o.FiledOn ?? default, o.FilingNumber, status.Value, o.Listed);
        if (status is OrganizationStatus.Draft)
        {
            if (filedOn is not null || number is not null) cells.No("status", "status", new("状态是未备案，却填写了备案时间或备案号，请核对。", "Not filed, yet with a day or number of filing: check which."));
            return null;
        }
        if (filedOn is { } on) return new(on.On, number, status.Value, listed);
        // A known draft may stay one while it is being filed here.
        if (o is { Exists: true } && status is not (OrganizationStatus.Filed or OrganizationStatus.Active or OrganizationStatus.Suspended)) return null;
        if (status is OrganizationStatus.Submitted or OrganizationStatus.Returned or OrganizationStatus.Refused) cells.No("status", "status", new("备案审查中、退回或不予备案的组织请在系统内登记并申请备案，不能导入为该状态。", "An application under way is made here, not imported."));
        else cells.No("filedOn", "filed-on", new("已备案的组织须填写备案时间；只知道年月的写到月。", "A filed organization needs its day of filing; year and month will do."));
        return null;
    }

    private static MediationSystems? Systems(RowCells cells)
    {
        string[] each = ["registration", "records", "archives", "statistics", "reporting", "screening"];
        if (each.Any(s => cells.Has("systems." + s)))
        {
            var there = each.Select(s => cells.Yes("systems." + s) is true).ToArray();
            return new(there[0], there[1], there[2], there[3], there[4], there[5]);
        }
        if (cells.Text("systems") is not { } said) return null;
        switch (string.Concat(TextRules.HalfWidth(said).Where(c => !char.IsWhiteSpace(c))))
        {
            case "是" or "6" or "6项" or "六项" or "全" or "齐全" or "健全" or "有" or "已建立" or "√": return MediationSystems.All;
            case "否" or "0" or "0项" or "无" or "未建立": return new(false, false, false, false, false, false);
        }
        HashSet<string> named = [];
        foreach (var part in said.Split(['、', '，', ',', '；', ';', '/', ' ', '　', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (cells.Row.Form.Word("systems", part) is { } word) named.Add(word);
            else
            {
                cells.No("systems", "word-unknown", new($"没有认出“{(part.Length <= 12 ? part : part[..12])}”。请填“是”“否”，或从登记、记录、档案、统计、通报、排查中写出已有的。", "Not a known system: write yes, no, or those in place."));
                return null;
            }
        }
        return new(named.Contains("registration"), named.Contains("records"), named.Contains("archives"), named.Contains("statistics"), named.Contains("reporting"), named.Contains("screening"));
    }

    private static DateOnly? Online(RowCells cells, Organization? o, WrittenDay? filedOn, Context at)
    {
        if (!cells.Has("online")) return null;
        var (yes, fault) = RegisterCells.Yes(cells.Row["online"]);
        if (fault is not null) return cells.Day("online", o?.Profile.OnlineSince);
        if (yes is not true || o?.Profile.OnlineSince is not null) return null;
        var since = filedOn?.On ?? o?.FiledOn ?? at.Today;
        cells.Note("online", "online-since", new($"启用日期没有载明，按{since:yyyy-MM-dd}记，知道的请改填日期。", "The first day is not said: the day of filing is taken."));
        return since;
    }

    /// <summary>Figures that this program counts itself: told where they cannot be.</summary>
    private static void Figures(RowCells cells)
    {
        foreach (var key in new[] { "fullTime", "partTime", "lastReceived", "lastPeople", "lastReviews", "lastEntrusted" }) cells.Integer(key);
        cells.Number("lastAmount");
        var (closed, succeeded, rate) = (cells.Integer("lastClosed"), cells.Integer("lastSucceeded"), cells.Number("lastRate"));
        if (succeeded > closed) cells.Note("lastSucceeded", "figures-differ", new($"成功{succeeded}件多于结案{closed}件，请核对。", "More succeeded than were closed."));
        if (rate is null || closed is null or 0 || succeeded is null) return;
        var said = rate.Value <= 1 && cells.Row["lastRate"].Kind is Documents.Sheets.CellKind.Number ? rate.Value * 100 : rate.Value;
        var counted = 100m * succeeded.Value / closed.Value;
        if (Math.Abs(said - counted) > 0.5m) cells.Note("lastRate", "rate-differs", new($"成功率填的是{said:0.##}%，按成功{succeeded}件、结案{closed}件应为{counted:0.##}%，请核对。", $"The rate says {said:0.##} %; the figures give {counted:0.##} %."));
    }

    private async Task<IReadOnlyList<Known>> Look(IReadOnlyList<RegisterRow> chunk, CancellationToken cancel)
    {
        await using var connection = await Store.Database.OpenConnectionAsync(cancel);
        var cells = chunk.Select(r => new RowCells(Table, r, [])).ToArray();
        return [.. await connection.QueryAsync<Known>(
            "select id, code, name, unit, status, filing_number as FilingNumber from organization_rows where status not in ('refused', 'deregistered') and (code = any(@codes) or name = any(@names) or filing_number = any(@numbers))",
            new { codes = cells.Select(c => c.Code("code")).OfType<string>().ToArray(), names = cells.Select(c => c.Text("name")).OfType<string>().ToArray(), numbers = cells.Select(c => Filing(c).Number).OfType<string>().ToArray() })];
    }

    private static Known? Match(RowCells cells, Region? unit, string? number, Dictionary<string, Known> index) =>
        cells.Code("code") is { } code && index.TryGetValue("c|" + code, out var byCode) ? byCode
            : number is not null && index.TryGetValue("f|" + number, out var byNumber) ? byNumber
            : unit is not null && cells.Text("name") is { } name && index.TryGetValue($"n|{unit.Code}|{name}", out var byName) ? byName
            : null;

    private static Dictionary<string, Known> Index(IReadOnlyList<Known> known)
    {
        Dictionary<string, Known> index = [];
        foreach (var k in known)
        {
            index.TryAdd("c|" + k.Code, k);
            index.TryAdd($"n|{k.Unit}|{k.Name}", k);
            if (k.FilingNumber is { } number) index.TryAdd("f|" + number, k);
        }
        return index;
    }

    private static string? NewId(RowCells cells, Region? unit) =>
        cells.Code("code") is { } code ? IdOf('o', "organization|" + code) : unit is not null && cells.Text("name") is { } name ? IdOf('o', "organization|" + CodeOf(unit, name)) : null;

    /// <summary>A code of our own for an organization that brings none: always the same for the same name in the same region.</summary>
    private static string CodeOf(Region unit, string? name) => $"{unit.Code}-{IdOf('T', $"{unit.Code}|{TextRules.Clean(name)}")[1..9].ToUpperInvariant()}";
}
