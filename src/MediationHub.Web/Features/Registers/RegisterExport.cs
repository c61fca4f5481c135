using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Dapper;
using MediationHub.Documents.Registers;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;

namespace MediationHub.Web.Features.Registers;

/// <summary>What an export asks for.</summary>
/// <param name="Format"><c>xlsx</c> or <c>csv</c>.</param>
/// <param name="Purpose">What the sheet is taken for; logged, and printed on it.</param>
public sealed record ExportRequest(string? Format, string? Purpose);

/// <summary>
/// Registers in the columns in which they are imported, numbers of persons masked: imported again without a change, nothing changes.
/// The figures of the last year are counted here; cases of the old ledger are not among them.
/// </summary>
public sealed class RegisterExport(HubStore store, IAggregates aggregates, AccessLog log)
{
    private const int LoadsAtOnce = 8;
    private const int Chunk = 500;

    /// <summary>Offices take registers of their units, a head those of the own organization.</summary>
    public static bool May(Actor actor, string kind) => Policy.May(actor, "registers.export") && kind switch
    {
        "organizations" => actor.Unit is not null,
        "mediators" => actor.Unit is not null || (actor.Is(Role.Head) && actor.Organization is not null),
        "ledger" => actor.Is(Role.Head) && actor.Organization is not null,
        _ => false,
    };

    /// <summary>Why the request cannot be, or null.</summary>
    public static Problem? Check(ExportRequest request) =>
        request.Format is not ("xlsx" or "csv") ? Problem.Invalid("format", "请选择 xlsx 或 csv。", "The format is xlsx or csv.")
        : request.Purpose?.Trim() is not { Length: >= 2 and <= 200 } ? Problem.Invalid("purpose", "请填写导出用途，2 至 200 个字。", "Say what it is taken for, in 2 to 200 characters.")
        : TextRules.Check(request.Purpose, 200) is { } fault ? Problem.Invalid("purpose", fault.Chinese, fault.English)
        : null;

    /// <summary>Logs the export, and writes it.</summary>
    /// <returns>How many rows.</returns>
    public async Task<int> Write(Stream into, string kind, ExportRequest request, Actor actor, string displayName, CancellationToken cancel)
    {
        var form = RegisterForm.Find(kind)!;
        var purpose = request.Purpose!.Trim();
        await log.Write(actor.UserName, "registers", "exported", [kind, request.Format!], purpose, cancel);
        var columns = form.Exported.ToArray();
        var rows = Ordered(columns, kind switch { "organizations" => Organizations(actor, cancel), "mediators" => Mediators(actor, cancel), _ => Ledger(actor, cancel) });
        if (request.Format is "csv") return await CsvWriter.Write(into, [.. columns.Select(c => c.Header)], rows, cancel);
        var head = new SheetHead(form.Title, [.. columns.Select(c => new SheetColumn(c.Header, c.Width, c.Kind is RegisterColumnKind.Day ? SheetColumnKind.Day : c.Kind is RegisterColumnKind.Money ? SheetColumnKind.Money : SheetColumnKind.Text))],
            form.Title, $"{displayName}（{actor.UserName}）于 {ChinaTime.Show(store.Clock.GetUtcNow())} 导出，用途：{purpose}");
        return await SheetWriter.Write(into, head, rows, cancel);
    }

    public string FileName(string kind, string format) => $"{RegisterForm.Find(kind)!.Title}-{ChinaTime.DayOf(store.Clock.GetUtcNow()):yyyyMMdd}.{format}";

    /// <summary>单位 and 职务 in one cell.</summary>
    internal static string Employment(Mediator m) => m.Profile.Position.IsEmpty ? m.Profile.Employer.Value ?? "" : $"{m.Profile.Employer} {m.Profile.Position}";

    private static async IAsyncEnumerable<IReadOnlyList<object?>> Ordered(RegisterColumn[] columns, IAsyncEnumerable<Dictionary<string, object?>> rows)
    {
        var no = 0;
        await foreach (var row in rows)
        {
            row["no"] = ++no;
            yield return [.. columns.Select(c => row.GetValueOrDefault(c.Key))];
        }
    }

    private async IAsyncEnumerable<Dictionary<string, object?>> Organizations(Actor actor, [EnumeratorCancellation] CancellationToken cancel)
    {
        var year = ChinaTime.DayOf(store.Clock.GetUtcNow()).Year - 1;
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        var units = Units(actor);
        string[] ids;
        ILookup<string, (string Id, string Counter, long N)> figures;
        Dictionary<string, (long Full, long Part)> people;
        await using (var connection = await store.Database.OpenConnectionAsync(cancel))
        {
            ids = [.. await connection.QueryAsync<string>("select id from organization_rows where unit = any(@units) and status not in ('refused', 'deregistered') order by unit, name, id", new { units })];
            figures = (await connection.QueryAsync<(string Id, string Counter, long N)>(
                "select organization, counter, sum(n)::bigint from counters c join organization_rows o on o.id = c.organization and o.unit = any(@units) where day between @from and @to and counter = any(@counters) group by 1, 2",
                new { units, from = new DateOnly(year, 1, 1), to = new DateOnly(year, 12, 31), counters = new[] { Counters.Accepted, Counters.Succeeded, Counters.Partial, Counters.Failed, Counters.ClosedPeople, Counters.ClaimedAmount, Counters.ReviewFiled, Counters.EntrustedClosed } })).ToLookup(f => f.Id);
            people = (await connection.QueryAsync<(string Id, long Full, long Part)>(
                """
                select a.organization_id, count(distinct m.id) filter (where m.full_time), count(distinct m.id) filter (where not coalesce(m.full_time, false))
                from appointment_rows a join mediator_rows m on m.id = a.mediator_id join organization_rows o on o.id = a.organization_id and o.unit = any(@units)
                where a.from_on <= @today and a.until_on >= @today and (a.ended_on is null or a.ended_on > @today) and m.dismissed_on is null and not m.suspended group by 1
                """, new { units, today })).ToDictionary(p => p.Id, p => (p.Full, p.Part));
        }
        await foreach (var (id, o) in Each<Organization>(ids, cancel))
        {
            var counted = figures[id].ToDictionary(f => f.Counter, f => f.N);
            long Of(string counter) => counted.GetValueOrDefault(counter);
            var closed = Of(Counters.Succeeded) + Of(Counters.Partial) + Of(Counters.Failed);
            var (full, part) = people.GetValueOrDefault(id);
            yield return new()
            {
                ["unit"] = RegionText.Of(o.Unit), ["name"] = o.Name, ["code"] = o.Code, ["type"] = RegisterForm.Organizations.Say("type", ApiWord.Of(o.Type)), ["hostCreditCode"] = o.Profile.HostCreditCode,
                ["supervisor"] = o.Profile.Supervisor, ["foundedOn"] = o.Profile.FoundedOn, ["filedOn"] = o.FiledOn, ["filingNumber"] = o.FilingNumber, ["headName"] = o.HeadName.Value, ["phone"] = o.Phone.Value,
                ["address"] = o.Address.Value, ["premisesArea"] = o.Profile.PremisesArea, ["fullTime"] = full, ["partTime"] = part, ["systems"] = Systems(o.Profile.Systems), ["listed"] = o.Stands ? o.Listed : null, ["posted"] = o.Profile.Posted,
                ["online"] = o.Profile.OnlineSince, ["lastReceived"] = Of(Counters.Accepted), ["lastClosed"] = closed, ["lastSucceeded"] = Of(Counters.Succeeded),
                ["lastRate"] = closed == 0 ? null : Math.Round(100m * Of(Counters.Succeeded) / closed, 2, MidpointRounding.AwayFromZero), ["lastPeople"] = Of(Counters.ClosedPeople), ["lastAmount"] = Of(Counters.ClaimedAmount) / 100m / 10_000m,
                ["lastReviews"] = Of(Counters.ReviewFiled), ["lastEntrusted"] = Of(Counters.EntrustedClosed), ["fundingSource"] = o.Profile.FundingSource, ["status"] = RegisterForm.Organizations.Say("status", ApiWord.Of(o.Status)),
            };
        }
    }

    private async IAsyncEnumerable<Dictionary<string, object?>> Mediators(Actor actor, [EnumeratorCancellation] CancellationToken cancel)
    {
        var year = ChinaTime.DayOf(store.Clock.GetUtcNow()).Year - 1;
        (string Id, string Organization, string Name, string Code, string Unit)[] terms;
        Dictionary<string, (long Cases, long Succeeded)> figures;
        await using (var connection = await store.Database.OpenConnectionAsync(cancel))
        {
            var values = new { own = actor.Organization?.Value, units = actor.Unit is null ? null : Units(actor), from = new DateOnly(year, 1, 1), to = new DateOnly(year, 12, 31) };
            terms = [.. await connection.QueryAsync<(string, string, string, string, string)>(
                """
                select m.id, o.id, o.name, o.code, o.unit from (select distinct mediator_id, organization_id from appointment_rows where ended_on is null) a
                join mediator_rows m on m.id = a.mediator_id and m.dismissed_on is null join organization_rows o on o.id = a.organization_id and o.status not in ('refused', 'deregistered')
                where (@units::text[] is not null and o.unit = any(@units)) or (@units::text[] is null and o.id = @own) order by o.unit, o.name, o.id, m.name, m.id
                """, values)];
            figures = (await connection.QueryAsync<(string Id, long Cases, long Succeeded)>(
                """
                select m, count(*), count(*) filter (where outcome in ('agreed', 'agreedOral', 'settledWithdrawn')) from case_rows c cross join lateral unnest(c.mediators) m join organization_rows o on o.id = c.organization_id
                where c.ended and not c.imported and c.closed_on between @from and @to and ((@units::text[] is not null and o.unit = any(@units)) or (@units::text[] is null and o.id = @own)) group by 1
                """, values)).ToDictionary(f => f.Id, f => (f.Cases, f.Succeeded));
        }
        foreach (var chunk in terms.Chunk(Chunk))
        {
            var states = new ConcurrentDictionary<string, Mediator>(StringComparer.Ordinal);
            await foreach (var (id, m) in Each<Mediator>([.. chunk.Select(t => t.Id).Distinct()], cancel)) states[id] = m;
            foreach (var (id, organization, name, code, unit) in chunk)
            {
                if (!states.TryGetValue(id, out var m) || m.LastTermAt(new(organization)) is not { } term) continue;
                var (cases, succeeded) = figures.GetValueOrDefault(id);
                var hours = m.Trainings.Sum(t => t.Hours);
                yield return new()
                {
                    ["unit"] = RegionText.Of(unit), ["organization"] = name, ["organizationCode"] = code, ["name"] = m.Name.Value, ["sex"] = m.Profile.Sex is { } sex ? RegisterForm.Mediators.Say("sex", ApiWord.Of(sex)) : null,
                    ["bornOn"] = m.Profile.BornOn, ["idNumber"] = Mask.IdNumber(m.IdNumber), ["education"] = m.Profile.Education, ["specialty"] = m.Profile.Specialty, ["employment"] = Employment(m),
                    ["fullTime"] = m.Profile.FullTime is { } full ? RegisterForm.Mediators.Say("fullTime", full ? "yes" : "no") : null, ["certificateNumber"] = m.Certificates.Count > 0 ? m.Certificates[^1].Number : null,
                    ["term"] = $"{term.From:yyyy-MM-dd}至{term.Until:yyyy-MM-dd}", ["trainingHours"] = hours == 0 ? null : hours,
                    ["qualifications"] = m.Profile.Qualifications is { Count: > 0 } q ? string.Join('、', q.Select(x => RegisterForm.Mediators.Say("qualifications", ApiWord.Of(x)))) : null,
                    ["lastCases"] = cases, ["lastSucceeded"] = succeeded, ["phone"] = Mask.Phone(m.Profile.Phone),
                };
            }
        }
    }

    private async IAsyncEnumerable<Dictionary<string, object?>> Ledger(Actor actor, [EnumeratorCancellation] CancellationToken cancel)
    {
        string[] ids;
        await using (var connection = await store.Database.OpenConnectionAsync(cancel))
            ids = [.. await connection.QueryAsync<string>("select id from case_rows where imported and organization_id = @own order by closed_on, number, id", new { own = actor.Organization!.Value.Value })];
        await foreach (var (_, c) in Each<MediationCase>(ids, cancel))
        {
            if (c.Past is not { } past) continue;
            yield return new()
            {
                ["oldNumber"] = past.OldNumber, ["receivedOn"] = past.ReceivedOn, ["acceptedOn"] = past.AcceptedOn, ["closedOn"] = past.ClosedOn, ["applicants"] = past.Applicants.Value, ["respondents"] = past.Respondents.Value,
                ["disputeType"] = store.Rules.DisputeTypes.NameOf(past.DisputeType), ["workers"] = past.WorkersInvolved, ["claimed"] = past.Claimed, ["outcome"] = RegisterForm.Ledger.Say("outcome", ApiWord.Of(past.Outcome)),
                ["agreed"] = past.Agreed, ["mediator"] = past.Mediator.Value, ["note"] = past.Note.Value,
            };
        }
    }

    /// <summary>Records in the order of their ids, loaded a few at a time.</summary>
    private async IAsyncEnumerable<(string Id, TState State)> Each<TState>(string[] ids, [EnumeratorCancellation] CancellationToken cancel) where TState : class, IAggregate<TState>
    {
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var states = new ConcurrentDictionary<string, TState>(StringComparer.Ordinal);
            await Parallel.ForEachAsync(chunk, new ParallelOptions { MaxDegreeOfParallelism = LoadsAtOnce, CancellationToken = cancel }, async (id, token) =>
            {
                if (await aggregates.Find<TState>(id, cancel: token) is { } stored) states[id] = stored.State;
            });
            foreach (var id in chunk)
                if (states.TryGetValue(id, out var state)) yield return (id, state);
        }
    }

    private static string? Systems(MediationSystems? systems)
    {
        if (systems is not { } s) return null;
        if (s == MediationSystems.All) return "6项";
        string[] there = [.. new[] { (s.Registration, "登记"), (s.Records, "记录"), (s.Archives, "档案"), (s.Statistics, "统计"), (s.Reporting, "通报"), (s.Screening, "排查") }.Where(x => x.Item1).Select(x => x.Item2)];
        return there.Length == 0 ? "否" : string.Join('、', there);
    }

    private static string[] Units(Actor actor) => [.. Regions.BuiltIn.All.Where(r => Regions.BuiltIn.IsWithin(r.Code, actor.Unit)).Select(r => r.Code)];
}
