using Dapper;
using MediationHub.Documents;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Selection;
using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Identity;
using PaperKind = MediationHub.Documents.PaperKind;

namespace MediationHub.Web.Features.Papers;

/// <summary>What a person says when asking for a paper of a gold selection; everything else is taken from the record.</summary>
/// <param name="Kind">The paper's word, such as <c>nominationForm</c>.</param>
/// <param name="Unit">Of a summary: the reporting unit; left out, the person's own.</param>
/// <param name="ScorerId">Of a score sheet: whose points stand on it, once the points are final; left out, a sheet to be filled in.</param>
/// <param name="Number">Of a sheet on an objection: its number.</param>
public sealed record SelectionPaperRequest(string Kind, string? Unit = null, ScorerId? ScorerId = null, int? Number = null);

/// <summary>Makes papers of campaigns and nominations: each is kept in the record it was made from.</summary>
public sealed class SelectionPaperDesk(HubStore store, IAggregates aggregates, PaperDesk papers)
{
    public static readonly IReadOnlyList<PaperKind> OfCampaign = [PaperKind.RecommendationSummary, PaperKind.PublicityNotice, PaperKind.ObjectionSheet, PaperKind.DecisionNotice, PaperKind.NationalLetter];
    public static readonly IReadOnlyList<PaperKind> OfNomination = [PaperKind.NominationForm, PaperKind.ScoreSheet];

    private static readonly string[] Educated = ["大专", "专科", "本科", "大学", "学士", "研究生", "硕士", "博士"];

    /// <summary>A publicity and a decision are everybody's, a unit's list the unit's and the province's, a sheet with points the province's alone.</summary>
    internal static bool MayKnow(Actor actor, IKeepsPapers state, CasePaper paper) => (state, paper.Kind) switch
    {
        (Campaign, Domain.Cases.PaperKind.PublicityNotice or Domain.Cases.PaperKind.DecisionNotice) => true,
        (Campaign c, Domain.Cases.PaperKind.ObjectionSheet or Domain.Cases.PaperKind.NationalLetter) => actor.Is(Role.Province) && Regions.BuiltIn.IsWithin(c.Unit, actor.Unit),
        (Campaign c, _) => actor.Unit is { } unit && (actor.Is(Role.City) || actor.Is(Role.Province)) && (Regions.BuiltIn.IsWithin(c.Unit, unit) || unit == paper.About),
        (Nomination, Domain.Cases.PaperKind.ScoreSheet) => actor.Is(Role.Province),
        _ => true,
    };

    /// <summary>Whether this kind is the person's to make.</summary>
    public static bool MayMake(Actor actor, PaperKind kind) => kind switch
    {
        PaperKind.NominationForm => Policy.May(actor, typeof(RecordNominationPaper)),
        PaperKind.RecommendationSummary => Policy.May(actor, typeof(RecordCampaignPaper)),
        _ => actor.Is(Role.Province),
    };

    public async Task<(CasePaper? Paper, Problem? Problem)> Make(HttpContext http, Stored<Campaign> stored, SelectionPaperRequest request, Store.Log.IdempotencyKey? key)
    {
        if (PaperForm.Of(request.Kind) is not { } form || !OfCampaign.Contains(form.Kind)) return (null, Unknown(request.Kind, OfCampaign));
        if (!MayMake(http.Actor(), form.Kind)) return (null, Problem.Forbidden);
        var draft = form.Kind switch
        {
            PaperKind.PublicityNotice => await Publicity(stored.State, http.RequestAborted),
            PaperKind.ObjectionSheet => await ObjectionOf(stored.State, request.Number, http.RequestAborted),
            PaperKind.DecisionNotice => await Decided(stored.State, http.RequestAborted),
            PaperKind.NationalLetter => await Letter(stored.State, http.RequestAborted),
            _ => await Summary(http.Actor(), stored.State, request.Unit, http.RequestAborted),
        };
        return await papers.Keep(http, stored, form.Kind, draft, paper => (ICommand<Campaign>)new RecordCampaignPaper(paper), key);
    }

    public async Task<(CasePaper? Paper, Problem? Problem)> Make(HttpContext http, Stored<Nomination> stored, SelectionPaperRequest request, Store.Log.IdempotencyKey? key)
    {
        if (PaperForm.Of(request.Kind) is not { } form || !OfNomination.Contains(form.Kind)) return (null, Unknown(request.Kind, OfNomination));
        if (!MayMake(http.Actor(), form.Kind)) return (null, Problem.Forbidden);
        var draft = form.Kind is PaperKind.NominationForm ? await Form(stored.State, http.RequestAborted) : await Sheet(stored.State, request.ScorerId, http.RequestAborted);
        return await papers.Keep(http, stored, form.Kind, draft, paper => (ICommand<Nomination>)new RecordNominationPaper(paper), key);
    }

    /// <summary>申报表: what the record says of the organization, and what it says of itself.</summary>
    private async Task<PaperDraft> Form(Nomination n, CancellationToken cancel)
    {
        var (c, o) = await Records(n, cancel);
        var end = c.WindowTo is { } to && to < Today ? to : Today;
        var roster = await Roster(o.Id, cancel);
        var profile = o.Profile;
        return new NominationFormPaper
        {
            Campaign = c.Name, Notice = NoticeOf(c), Date = Day(n.SubmittedOn ?? Today), Organization = o.Name, OrganizationAddress = o.Address, OrganizationPhone = o.Phone, OrganizationKind = o.Type.Chinese(), FoundedOn = Day(profile.FoundedOn), FiledOn = Day(o.FiledOn),
            FilingNumber = o.FilingNumber, Supervisor = profile.Supervisor, Head = o.HeadName, Coverage = Joined(profile.Coverage, profile.CoveredEmployers is { } covered ? $"覆盖企业{covered}家" : null),
            FullTime = $"{roster.Count(m => m.Profile.FullTime is true)}", PartTime = $"{roster.Count(m => m.Profile.FullTime is not true)}", Educated = $"{roster.Count(m => Educated.Any(e => m.Profile.Education?.Contains(e, StringComparison.Ordinal) is true))}", Certified = $"{roster.Count(m => m.Certificates.Count > 0)}",
            Premises = profile.PremisesArea is { } area ? $"{area:0.##}平方米" : null, Equipment = profile.Equipment, Funding = profile.FundingSource, Systems = Systems(o.Systems), Years = await Years(o.Id, end, cancel),
            Cases = n.Statement.Cases, Practices = n.Statement.Practices, Awards = n.Statement.Awards, Contact = Joined(n.Statement.ContactName, n.Statement.ContactPhone),
            CountyOpinion = n.County?.Opinion, CountyOffice = n.County?.Office, Unit = Regions.BuiltIn.NameOf(n.Unit), UnitOpinion = n.Recommendation?.Opinion, Seals = c.Standards?.Seals ?? [], Definition = $"{store.Rules.Settings.Definition(RateDefinition.Default)!.Text}{Judged(n)}",
        };
    }

    /// <summary>The figures that the selection goes by, where they are frozen: other days than the calendar years beside them.</summary>
    private static string? Judged(Nomination n) =>
        n.Metrics is { } m ? $"参评数据按统计期{Day(m.From)}至{Day(m.To)}冻结：结案{m.Figures.Closed}件，调解成功{m.Figures.Succeeded}件，成功率{Rate(m.Figures.Succeeded, m.Figures.Closed)}。" : null;

    /// <summary>推荐汇总表 of one reporting unit.</summary>
    private async Task<PaperDraft> Summary(Actor actor, Campaign c, string? asked, CancellationToken cancel)
    {
        var unit = string.IsNullOrWhiteSpace(asked) ? actor.Unit : asked.Trim();
        if (unit is null || Regions.BuiltIn.Find(unit) is null || !Regions.BuiltIn.IsWithin(unit, actor.Unit) || c.QuotaOf(unit) is not { } quota)
            return Refusal.Invalid("unit", "请写明本次活动中分配了名额的推荐单位，只能是本辖区的。", "Name a unit of your own that has places in this campaign.");
        var rows = await Recommended(c, unit, cancel);
        if (rows.Count == 0) return No("该单位还没有推荐，推荐后再制作汇总表。", "The unit has nominated nobody yet.");
        return new PaperDraft(new RecommendationSummaryPaper
        {
            Campaign = c.Name, Notice = NoticeOf(c), Date = Day(rows.Max(r => r.N.Recommendation?.On) ?? Today), Unit = Regions.BuiltIn.NameOf(unit), Quota = $"{quota.Places}个{(quota.Reserves > 0 ? $"，候补{quota.Reserves}个" : "")}", Seals = c.Standards?.Seals ?? [], Rows = [.. rows.Select(Text)],
        }, About: unit);
    }

    /// <summary>公示公告 of the publicity that runs or ran last.</summary>
    private async Task<PaperDraft> Publicity(Campaign c, CancellationToken cancel)
    {
        if (c.ProvincePublicity is not { } p) return No("还没有开始公示，开始公示后再制作公告。", "No publicity has begun yet.");
        var rows = new List<RecommendedText>();
        // As it was made public, whatever an objection came to afterwards.
        foreach (var (place, i) in c.Shortlist.Select((s, i) => (s, i + 1)))
        {
            var o = (await aggregates.Find<Organization>(place.OrganizationId.Value, cancel: cancel))!.State;
            rows.Add(new() { Number = $"{i}", Unit = Regions.BuiltIn.NameOf(place.Unit), Name = place.Name, OrganizationKind = o.Type.Chinese(), Place = $"{i}" });
        }
        return new PublicityNoticePaper { Campaign = c.Name, Notice = NoticeOf(c), Date = Day(p.From), Office = OfficeOf(c), From = Day(p.From), Until = Day(p.Due), Days = $"{p.Days}", Contact = p.Contact, Phone = p.Phone, Rows = rows };
    }

    /// <summary>异议处理表 of one objection, to be filled in by hand where it is not answered yet. Who objected is covered: the office keeps the name.</summary>
    private async Task<PaperDraft> ObjectionOf(Campaign c, int? number, CancellationToken cancel)
    {
        if (c.Objections.Find(o => o.Number == number) is not { } o) return Refusal.Invalid("number", "请写明异议的编号，只能是本次活动已经受理的异议。", "Name an objection of this campaign by its number.");
        var place = c.Shortlist.First(p => p.NominationId == o.NominationId);
        var house = (await aggregates.Find<Organization>(place.OrganizationId.Value, cancel: cancel))!.State;
        var p = c.ProvincePublicity!;
        return new PaperDraft(new ObjectionSheetPaper
        {
            Campaign = c.Name, Notice = NoticeOf(c), Date = Day(Today), Organization = house.Name, Office = OfficeOf(c), Number = $"{o.Number}", Unit = Regions.BuiltIn.NameOf(place.Unit), Publicity = $"{Day(p.From)}至{Day(p.Due)}", Objector = Covered(o.Name.Value ?? ""), ReceivedOn = Day(o.On),
            Text = o.Text, Proof = o.Proof.Count > 0 ? $"{o.Proof.Count}" : null, Finding = o.Reply?.Finding, Conclusion = o.Reply is { } reply ? (reply.Upheld ? "异议成立，该组织退出名单。" : "异议不成立。") : null, Reply = o.Reply?.Reply, AnsweredOn = Day(o.Reply?.On),
        }, About: $"{o.Number}");

        // A body's name tells as much as a person's.
        static string Covered(string name) => name.Length > 4 ? $"{name[..2]}****" : Mask.Name(name);
    }

    /// <summary>公布文件 of the decision.</summary>
    private async Task<PaperDraft> Decided(Campaign c, CancellationToken cancel)
    {
        if (c.Decision is not { } decision) return No("还没有作出决定，决定后再制作公布文件。", "Nothing is decided yet.");
        var p = c.ProvincePublicity!;
        return new DecisionNoticePaper
        {
            Campaign = c.Name, Notice = NoticeOf(c), Date = Day(decision.On), Office = OfficeOf(c), Number = decision.Document, Meeting = decision.Meeting, From = Day(p.From), Until = Day(p.Due),
            Issuers = c.Notice.Issuers, Rows = [.. (await Loaded(decision.Chosen.Select(n => n.Value), cancel)).Select(Listed)],
        };
    }

    /// <summary>上报函 to the national office: of what was recommended, or of what will be.</summary>
    private async Task<PaperDraft> Letter(Campaign c, CancellationToken cancel)
    {
        if (c.Decision is not { } decision) return No("还没有作出决定，决定后再制作上报函。", "Nothing is decided yet.");
        var sent = c.Recommendation?.Nominations ?? [.. decision.Chosen.Where(n => !c.IsRevoked(n))];
        if (sent.Count == 0) return No("选定的组织都已撤销称号，没有可以上报的。", "Every honor was revoked: there is nothing to send.");
        var p = c.ProvincePublicity!;
        return new NationalLetterPaper
        {
            Campaign = c.Name, Notice = NoticeOf(c), Date = Day(c.Recommendation?.On ?? Today), Office = OfficeOf(c), Number = c.Recommendation?.Document, Meeting = decision.Meeting, Decision = decision.Document, From = Day(p.From), Until = Day(p.Due),
            Contact = p.Contact, Phone = p.Phone, Rows = [.. (await Loaded(sent.Select(n => n.Value), cancel)).Select(Listed)],
        };
    }

    private static RecommendedText Listed((Nomination N, Organization O) row, int i) => new()
    {
        Number = $"{i + 1}", Unit = Regions.BuiltIn.NameOf(row.N.Unit), Name = row.O.Name, OrganizationKind = row.O.Type.Chinese(), Place = $"{i + 1}", Rate = row.N.Metrics is { } m ? Rate(m.Figures.Succeeded, m.Figures.Closed) : null,
    };

    /// <summary>核查评分表: what the record gives for each item, to be filled in by hand, or as one scorer filled it in.</summary>
    private async Task<PaperDraft> Sheet(Nomination n, ScorerId? scorer, CancellationToken cancel)
    {
        var (c, o) = await Records(n, cancel);
        if (n.Metrics is not { } metrics || c.Standards is not { } standards) return No("统计数据还没有冻结，推荐截止后再制作评分表。", "The figures are not frozen yet.");
        var given = scorer is { } id ? n.Scores.FindLast(s => s.ScorerId == id) : null;
        if (scorer is not null && (given is null || n.FinalScore is null)) return No("该评审人还没有评分，或者得分尚未确定，确定前不能打印他人的评分。", "That score is not in, or the points are not final yet.");
        var machine = ScoreSheet.Of(standards, metrics).ToDictionary(m => m.ItemId);
        var own = (n.Recommendation?.SelfScores ?? []).ToDictionary(s => s.ItemId, s => s.Points);
        var points = (given?.Items ?? []).ToDictionary(s => s.ItemId, s => s.Points);
        return new PaperDraft(new ScoreSheetPaper
        {
            Campaign = c.Name, Notice = NoticeOf(c), Date = Day(Today), Organization = o.Name, Unit = Regions.BuiltIn.NameOf(n.Unit), Window = $"{Day(metrics.From)}至{Day(metrics.To)}", Source = Cases.CaseText.FullWidth(standards.Source),
            Groups = [.. standards.Items.GroupBy(i => i.Dimension).Select(g => new ScoreGroupText
            {
                Name = Domain.Checklists.DimensionWords.Chinese(g.Key), Points = Points(standards.PointsOf(g.Key)),
                Lines = [.. g.Select(i => new ScoreLineText { Item = i.Id, Name = Cases.CaseText.FullWidth(i.Name), Points = Points(i.Points), Machine = Machine(machine[i.Id]), Own = own.TryGetValue(i.Id, out var self) ? Points(self) : null, Given = points.TryGetValue(i.Id, out var p) ? Points(p) : null })],
            })],
            Bonus = standards.Bonus > 0 ? Points(standards.Bonus) : null, BonusGiven = given is { Bonus: > 0 } ? Points(given.Bonus) : null, Total = given is null ? null : Points(given.Total), Scorer = given is null ? null : c.Scorer(given.ScorerId)?.Name, Comment = given?.Comment,
        }, About: scorer?.Value);

        static string Machine(MachinePoints m) => m.Points is { } given ? $"{Points(given)}分：{Cases.CaseText.FullWidth(m.Why)}" : Cases.CaseText.FullWidth(m.Why);
    }

    /// <summary>The list of a unit, or of all, as a sheet: 推荐汇总表, and what goes to the national office.</summary>
    /// <param name="unit">Null: the list for the national office.</param>
    public async Task<(byte[]? Sheet, string Name)> Sheet(Actor actor, string by, Campaign c, string? unit, CancellationToken cancel)
    {
        var rows = unit is not null ? await Recommended(c, unit, cancel) : await Chosen(c, cancel);
        if (rows.Count == 0) return (null, "");
        var title = unit is null ? $"{c.Name}推荐名单" : $"{c.Name}推荐汇总表（{Regions.BuiltIn.NameOf(unit)}）";
        SheetColumn[] columns =
        [
            new("序号", 6, SheetColumnKind.Number), new("单位", 14), new("组织名称", 42), new("组织类型", 22), new("排序", 6, SheetColumnKind.Number), new("候补", 6), new("备注", 18), new("负责人", 10), new("办公地址", 36), new("联系人", 10), new("联系电话", 16),
            new("统计期结案", 12, SheetColumnKind.Number), new("成功", 8, SheetColumnKind.Number), new("成功率（%）", 12, SheetColumnKind.Number), .. unit is null ? [new SheetColumn("得分", 10, SheetColumnKind.Number)] : Array.Empty<SheetColumn>(),
        ];
        using var memory = new MemoryStream();
        await SheetWriter.Write(memory, new(unit is null ? "推荐名单" : "推荐汇总表", columns, title, $"{by} {ChinaTime.Show(store.Clock.GetUtcNow())} 导出；{NoticeOf(c)}"), rows.Select((r, i) => (IReadOnlyList<object?>)
        [
            i + 1, Regions.BuiltIn.NameOf(r.N.Unit), r.O.Name, r.O.Type.Chinese(), r.N.Recommendation?.Place, r.N.Recommendation is { Reserve: true } ? "是" : "否", r.N.Recommendation is null ? null : Remark(r.N), r.O.HeadName.Value, r.O.Address.Value, r.N.Statement.ContactName.Value, r.N.Statement.ContactPhone.Value,
            (int?)r.N.Metrics?.Figures.Closed, (int?)r.N.Metrics?.Figures.Succeeded, r.N.Metrics is { } m ? SelectionMetrics.Percent(m.Figures.Succeeded, m.Figures.Closed) : null, .. unit is null ? [r.N.FinalScore] : Array.Empty<object?>(),
        ]), cancel);
        return (memory.ToArray(), $"{(unit is null ? "推荐名单" : "推荐汇总表")}-{c.Year}.xlsx");
    }

    private async Task<List<(Nomination N, Organization O)>> Recommended(Campaign c, string unit, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var ids = await connection.QueryAsync<string>("select id from nomination_rows where campaign_id = @campaign and unit = @unit and place is not null and stage <> 'withdrawn' order by place, id", new { campaign = c.Id.Value, unit });
        return await Loaded(ids, cancel);
    }

    /// <summary>What was recommended, else what was decided, else the shortlist without what an objection removed.</summary>
    private Task<List<(Nomination N, Organization O)>> Chosen(Campaign c, CancellationToken cancel) =>
        Loaded((c.Recommendation?.Nominations ?? c.Decision?.Chosen ?? [.. c.Shortlist.Where(s => !c.Removed(s.NominationId)).Select(s => s.NominationId)]).Select(n => n.Value), cancel);

    private async Task<List<(Nomination N, Organization O)>> Loaded(IEnumerable<string> ids, CancellationToken cancel)
    {
        var found = new List<(Nomination, Organization)>();
        foreach (var id in ids)
            if ((await aggregates.Find<Nomination>(id, cancel: cancel))?.State is { } n && (await aggregates.Find<Organization>(n.OrganizationId.Value, cancel: cancel))?.State is { } o) found.Add((n, o));
        return found;
    }

    private static RecommendedText Text((Nomination N, Organization O) row, int i) => new()
    {
        Number = $"{i + 1}", Unit = Regions.BuiltIn.NameOf(row.N.Unit), Name = row.O.Name, OrganizationKind = row.O.Type.Chinese(), Place = $"{row.N.Recommendation!.Place}{(row.N.Recommendation.Reserve ? "（候补）" : "")}",
        Rate = row.N.Metrics is { } m ? Rate(m.Figures.Succeeded, m.Figures.Closed) : "待冻结", Contact = row.N.Statement.ContactName, Phone = row.N.Statement.ContactPhone, Note = Remark(row.N),
    };

    /// <summary>What sets a row apart from the others of its unit.</summary>
    private static string? Remark(Nomination n) => string.Join('，', new[]
    {
        n.Recommendation!.Late ? "特别批准逾期推荐" : null, n.Recommendation.OverQuota ? "特别批准超名额推荐" : null, n.Stage is NominationStage.Returned or NominationStage.Disqualified ? n.Stage.Chinese() : null,
    }.OfType<string>()) is { Length: > 0 } text ? text : null;

    private async Task<IReadOnlyList<SelectionYearText>> Years(OrganizationId organization, DateOnly end, CancellationToken cancel)
    {
        var from = new DateOnly(end.Year - 2, 1, 1);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var sums = (await connection.QueryAsync<(int Year, string Counter, long N)>(
            "select extract(year from day)::integer, counter, sum(n)::bigint from counters where organization = @organization and day between @from and @end group by 1, 2", new { organization = organization.Value, from, end })).ToDictionary(s => (s.Year, s.Counter), s => s.N);
        return [.. Enumerable.Range(from.Year, 3).Select(year =>
        {
            long Of(string counter) => sums.GetValueOrDefault((year, counter));
            var (succeeded, closed) = (Of(Counters.Succeeded), Of(Counters.Succeeded) + Of(Counters.Partial) + Of(Counters.Failed));
            return new SelectionYearText
            {
                Year = year == end.Year && end < new DateOnly(year, 12, 31) ? $"{year}（至{end.Month}月{end.Day}日）" : $"{year}", Accepted = $"{Of(Counters.Accepted)}", Closed = $"{closed}", Succeeded = $"{succeeded}", Rate = Rate(succeeded, closed), People = $"{Of(Counters.ClosedPeople)}", Amount = $"{Of(Counters.AgreedAmount) / 100m:#,##0.00}",
                InTime = Rate(Of(Counters.ClosedInTime), closed), Performed = Rate(Of(Counters.PerformedInTime), Of(Counters.PerformanceDue)), Reviews = $"{Of(Counters.ReviewFiled)}", Entrusted = $"{Of(Counters.EntrustedClosed)}",
            };
        })];
    }

    private async Task<IReadOnlyList<Mediator>> Roster(OrganizationId organization, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var ids = await connection.QueryAsync<string>("select distinct mediator_id from appointment_rows where organization_id = @organization and until_on >= @today", new { organization = organization.Value, today = Today });
        var people = new List<Mediator>();
        foreach (var id in ids)
            if ((await aggregates.Find<Mediator>(id, cancel: cancel))?.State is { } m && m.MayMediateAt(organization, Today)) people.Add(m);
        return people;
    }

    private async Task<(Campaign, Organization)> Records(Nomination n, CancellationToken cancel) =>
        ((await aggregates.Find<Campaign>(n.CampaignId.Value, cancel: cancel))!.State, (await aggregates.Find<Organization>(n.OrganizationId.Value, cancel: cancel))!.State);

    private DateOnly Today => ChinaTime.DayOf(store.Clock.GetUtcNow());

    private static IReadOnlyList<string> Systems(MediationSystems s) =>
        [.. new[] { (s.Registration, "调解登记"), (s.Records, "调解记录"), (s.Archives, "档案管理"), (s.Statistics, "统计分析"), (s.Reporting, "信息通报"), (s.Screening, "争议排查") }.Where(x => x.Item1).Select(x => x.Item2)];

    private static string NoticeOf(Campaign c) => $"《{c.Notice.Title.Trim('《', '》')}》（{c.Notice.Number}）";
    private static string OfficeOf(Campaign c) => $"{Regions.BuiltIn.NameOf(c.Unit)}协调劳动关系三方办公室";
    private static string? Day(DateOnly? day) => day is { } known ? $"{known:yyyy年M月d日}" : null;
    private static string Rate(long n, long of) => SelectionMetrics.Percent(n, of) is { } percent ? $"{percent:0.00}%" : "—";
    private static string Points(decimal points) => $"{points:0.##}";
    private static string? Joined(string? one, string? other) => string.Join('，', new[] { one, other }.Where(t => !string.IsNullOrWhiteSpace(t))) is { Length: > 0 } text ? text : null;
    private static PaperDraft No(string chinese, string english) => new Refusal("paper-not-possible", chinese, english);

    private static Problem Unknown(string kind, IReadOnlyList<PaperKind> kinds)
    {
        var words = kinds.Select(k => PaperForm.Of(k).Word).ToList();
        return Problem.Invalid("kind", $"这里没有“{kind}”这种文书，可制作：{string.Join('、', words)}。", $"There is no paper of this kind here; there are: {string.Join(", ", words)}.");
    }
}

/// <summary>Papers and sheets of gold selection over the API, and the button behind them on the pages.</summary>
public static class SelectionPaperEndpoints
{
    public static void MapSelectionPapers(this IEndpointRouteBuilder api)
    {
        Papers<Campaign>(api, "/campaigns/{id}/papers", "campaigns", (desk, http, stored, asked, key) => desk.Make(http, stored, asked, key));
        Papers<Nomination>(api, "/campaigns/{campaign}/nominations/{id}/papers", "nominations", (desk, http, stored, asked, key) => desk.Make(http, stored, asked, key));

        // With a unit its own list 推荐汇总表; without one what goes to the national office, which is the province's.
        api.MapGet("/campaigns/{id}/recommended.xlsx", async (HttpContext http, string id, string? unit, IAggregates aggregates, SelectionPaperDesk desk) =>
        {
            var actor = http.Actor();
            if (await Seen<Campaign>(http, id, aggregates) is not { } stored) return Problem.NotFound;
            if (!Policy.May(actor, "campaigns.recommended")) return Problem.Forbidden;
            var own = unit.Given();
            if (!actor.Is(Role.Auditor) && !Regions.BuiltIn.IsWithin(own ?? stored.State.Unit, actor.Unit)) return Problem.Forbidden;
            var (sheet, name) = await desk.Sheet(actor, http.Features.Get<SignedIn>()?.DisplayName ?? actor.UserName, stored.State, own, http.RequestAborted);
            return sheet is null ? Problem.Of(new Refusal("nothing-recommended", "还没有推荐的组织，推荐后再导出。", "Nothing is recommended yet.")) : Results.File(sheet, SheetWriter.ContentType, name);
        }).Operation("campaigns.recommended").MayRefuse().AnswersFile(SheetWriter.ContentType);
    }

    /// <summary>The form that the pages send.</summary>
    public static void MapSelectionPaperPages(this IEndpointRouteBuilder pages)
    {
        Page<Campaign>("/campaigns/{id}/papers", (desk, http, stored, asked, key) => desk.Make(http, stored, asked, key));
        Page<Nomination>("/nominations/{id}/papers", (desk, http, stored, asked, key) => desk.Make(http, stored, asked, key));

        void Page<TState>(string route, Func<SelectionPaperDesk, HttpContext, Stored<TState>, SelectionPaperRequest, Store.Log.IdempotencyKey?, Task<(CasePaper?, Problem?)>> make) where TState : class, IAggregate<TState>, IKeepsPapers
        {
            pages.MapGet(route, (HttpContext http) => Results.Redirect(http.Request.Path.Value![..^"/papers".Length]));
            pages.MapPost(route, async (HttpContext http, string id, IAggregates aggregates, SelectionPaperDesk desk) =>
            {
                if (await Seen<TState>(http, id, aggregates) is not { } stored) return Site.Pages.Missing();
                var form = await http.Request.ReadFormAsync(http.RequestAborted);
                var asked = new SelectionPaperRequest(form["kind"].ToString(), form["unit"].ToString() is { Length: > 0 } unit ? unit : null, form["scorerId"].ToString() is { Length: > 0 } scorer ? new ScorerId(scorer) : null, int.TryParse(form["number"].ToString(), out var number) ? number : null);
                var (paper, problem) = await make(desk, http, stored, asked, Forms.FormKey.Of(http, form, $"{asked}"));
                return paper is not null ? Site.Pages.Done(http.Request.Path.Value![..^"/papers".Length], "paper")
                    : problem!.Status == 403 ? Site.Pages.NotYours() : Site.Pages.Show<Site.MessagePage>(new { Title = "未能制作文书", Text = Cases.CaseText.FullWidth(problem.Detail.Chinese) }, problem.Status);
            });
        }
    }

    private static void Papers<TState>(IEndpointRouteBuilder api, string route, string name, Func<SelectionPaperDesk, HttpContext, Stored<TState>, SelectionPaperRequest, Store.Log.IdempotencyKey?, Task<(CasePaper?, Problem?)>> make)
        where TState : class, IAggregate<TState>, IKeepsPapers
    {
        api.MapGet(route, async (HttpContext http, string id, IAggregates aggregates) =>
            await Seen<TState>(http, id, aggregates) is not { } stored ? Problem.NotFound : !Policy.May(http.Actor(), $"{name}.papers") ? Problem.Forbidden
                : Results.Json(new WholeList<PaperShown>([.. stored.State.Papers.Where(p => SelectionPaperDesk.MayKnow(http.Actor(), stored.State, p)).Select(PaperEndpoints.Shown)]), Wire.Json)).Operation($"{name}.papers").AnswersWhole<PaperShown>();

        api.MapPost(route, async (HttpContext http, string id, IAggregates aggregates, SelectionPaperDesk desk) =>
        {
            if (await Seen<TState>(http, id, aggregates) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), $"{name}.create-paper")) return Problem.Forbidden;
            var (request, key, invalid) = await Body.ReadKeyed<SelectionPaperRequest>(http);
            if (invalid is not null) return invalid;
            var (paper, problem) = await make(desk, http, stored, request!, key);
            if (paper is null) return problem!;
            http.Response.Headers.Location = $"/api/v1/papers/{paper.Id}.html";
            return Results.Json(PaperEndpoints.Shown(paper), Wire.Json, statusCode: 201);
        }).Operation($"{name}.create-paper").Answers<PaperShown>(201).Accepts<SelectionPaperRequest>("application/json");
    }

    private static async Task<Stored<TState>?> Seen<TState>(HttpContext http, string id, IAggregates aggregates) where TState : class, IAggregate<TState> =>
        await aggregates.Seen<TState>(http, id) is { } stored
            && (stored.State is not Nomination n || http.Request.RouteValues["campaign"] is not string under || under == n.CampaignId.Value) ? stored : null;
}
