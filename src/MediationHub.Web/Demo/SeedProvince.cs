using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Threading.Channels;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Maintenance;
using MediationHub.Web.Hosting;
using Microsoft.AspNetCore.Identity;

namespace MediationHub.Web.Demo;

/// <summary>
/// Ten years of a province for measuring: organizations, mediators and cases decided in memory as the pipeline decides them, and written by COPY.
/// The database is a demo afterwards, with the demo's accounts.
/// </summary>
internal static class SeedProvince
{
    private const int Years = 10;
    private const int CasesPerBody = 1000;

    /// <param name="cases">About so many.</param>
    /// <exception cref="SettingException">The database is not empty.</exception>
    public static async Task Run(Installation installation, int cases, int seed, Action<string> say)
    {
        var store = installation.Store;
        if (await installation.Accounts.Any()) throw new SettingException("数据库中已有账号:seed 只能填充空的数据库。请用 MEDIATIONHUB_DATA 另指一个空的数据目录。");
        var started = Stopwatch.StartNew();
        var today = ChinaTime.DayOf(installation.Clock.GetUtcNow());
        var world = new World(today, seed, store.Calendar, store.Rules, employers: Math.Clamp(cases / 100_000, 1, 8), years: Years);
        var bodies = SeedBodies.Of(Math.Clamp(cases / CasesPerBody, 12, 1000), seed);
        say($"填充 {cases:N0} 件案件:{bodies.Count:N0} 个调解组织,{today.AddYears(-Years):yyyy-MM-dd} 至 {today:yyyy-MM-dd},种子 {seed}……");
        await Mark(store);

        await using var log = await BulkLog.Begin(store);
        var numbers = new ConcurrentDictionary<string, int>();
        var houses = new ConcurrentDictionary<string, House>();
        var commissions = Places.All.ToDictionary(p => p.Unit, p => new SeedCommission(store, world, p, series => numbers.AddOrUpdate(series, 1, (_, last) => last + 1)));
        await log.Add([.. commissions.Select(c => c.Value.Establish(Bodies.All.First(b => b.PlaceUnit == c.Key).City, world.Agenda.Workday(today.AddYears(-Years).AddDays(-90), 0)))]);
        await Found(installation, world, bodies, log, numbers, houses);
        say($"  调解组织和 {bodies.Sum(b => b.Mediators):N0} 名调解员({started.Elapsed.TotalSeconds:0} 秒)");

        long done = 0, events = 0;
        var told = 0L;
        var volume = bodies.Sum(b => b.Volume);
        var ready = Channel.CreateBounded<IReadOnlyList<BulkStream>>(8);
        var telling = Task.Run(async () =>
        {
            // The largest first, so that no processor is left with one of them at the end.
            await Parallel.ForEachAsync(bodies.Select((body, i) => (body, i)).OrderByDescending(b => b.body.Volume), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (one, cancel) =>
            {
                var own = new Dictionary<string, int>();
                var streams = Tell(store, world, one.body, one.i, (int)Math.Round(cases * one.body.Volume / volume), houses[one.body.Key], commissions[one.body.PlaceUnit], own);
                foreach (var (series, last) in own) numbers[series] = last;
                await ready.Writer.WriteAsync(streams, cancel);
            });
        });
        _ = telling.ContinueWith(t => ready.Writer.TryComplete(t.Exception?.InnerException), TaskScheduler.Default);
        await foreach (var streams in ready.Reader.ReadAllAsync())
        {
            await log.Add(streams);
            done += streams.Count(s => s.IsOf(MediationCase.Stream));
            events += streams.Sum(s => (long)s.Length);
            if (done - told < Math.Max(1000, cases / 20)) continue;
            told = done;
            say($"  案件 {done:N0},事件 {events:N0}({started.Elapsed.TotalSeconds:0} 秒)");
        }
        await telling;
        await log.Finish(numbers, line => say($"{line}({started.Elapsed.TotalSeconds:0} 秒)"));
        await MakeAccounts(installation, bodies, houses);
        say($"已填充 {done:N0} 件案件、{events:N0} 条事件,用时 {started.Elapsed.TotalSeconds:0} 秒。请用 serve --demo 启动。");
    }

    private sealed record House(IReadOnlyDictionary<StreamRef, object> Others, string HeadName, IReadOnlyList<string> Mediators);

    private static async Task Mark(HubStore store)
    {
        await using var mark = store.Database.CreateCommand("update installation set demo = true where demo is null or demo returning 1");
        if (await mark.ExecuteScalarAsync() is null) throw new SettingException("这是正式数据库,不能用 seed 填充。请用 MEDIATIONHUB_DATA 另指一个空的数据目录。");
    }

    /// <summary>Every organization filed and active before the first case, with mediators whose terms last to the end.</summary>
    private static async Task Found(Installation installation, World world, IReadOnlyList<Body> bodies, BulkLog log, ConcurrentDictionary<string, int> numbers, ConcurrentDictionary<string, House> houses)
    {
        var store = installation.Store;
        var (own, people, streams) = (new Dictionary<string, int>(), new HashSet<string>(), new List<BulkStream>());
        var from = world.Agenda.Workday(world.Today.AddYears(-Years).AddDays(-60), 0);
        for (var i = 0; i < bodies.Count; i++)
        {
            var body = bodies[i];
            var dice = new Dice(world.Seed, $"seed body {body.Key}");
            var others = new Dictionary<StreamRef, object>();
            var organization = new SeedRecord<Organization>(store, body.Id.Value, others, Next(own));
            var at = Agenda.SomeTime(from, dice);
            var head = Names.Name(body.Place, dice);
            organization.Do(body.City, at, new CreateOrganization(body.Id, new OrganizationProfile
            {
                Code = body.Key.ToUpperInvariant(), Name = body.Name, Type = body.Type, Unit = body.Unit, Address = body.Place.Office(dice), Phone = Numbers.Landline(body.Place.AreaCode, dice), HeadName = head,
                SealName = $"{body.Name}（调解专用章）", Systems = MediationSystems.All, Posted = true, Coverage = "本行政区域内当事人自愿申请调解的劳动人事争议",
            }));
            organization.Do(body.Head, at = Later(at), new SubmitOrganization(ChinaTime.DayOf(at)));
            organization.Do(body.City, at = Later(at), new FileOrganization(ChinaTime.DayOf(at)));
            foreach (var (kind, title, page) in Roster.Proofs)
                organization.Do(body.Head, at = Later(at), new AddProof(kind, (await installation.Files.Add($"{title}.pdf", Playback.OnePage([body.Name, title, page]), body.Head.UserName)).File!.Id, title));
            others[StreamRef.To<Organization>(body.Id.Value)] = organization.State;

            var names = new List<string>();
            for (var no = 1; no <= body.Mediators; no++)
            {
                Human human;
                do human = Names.Human(body.Place, world.Today.AddYears(-20), dice, 38);
                while (!people.Add(human.IdNumber));
                names.Add(human.Name);
                var id = body.MediatorIdOf(no);
                var mediator = new SeedRecord<Mediator>(store, id.Value, others, Next(own));
                mediator.Do(body.Head, at = Later(at), new NominateMediator(id, new MediatorProfile
                {
                    Name = human.Name, Sex = human.Sex, BornOn = human.BornOn, IdType = IdType.ResidentId, IdNumber = human.IdNumber, Phone = human.Phone, Employer = body.Name, FullTime = dice.Chance(0.5),
                }, QualitiesConfirmed: true));
                mediator.Do(body.City, at = Later(at), new CertifyMediator($"JL{i:0000}{no:00}", "吉林省人力资源和社会保障厅", ChinaTime.DayOf(at)));
                // No term lasts longer than ten years.
                var turn = ChinaTime.DayOf(at = Later(at)).AddYears(Years / 2);
                mediator.Do(body.Head, at, new AppointMediator(body.Id, ChinaTime.DayOf(at), turn.AddDays(-1)));
                mediator.Do(body.Head, at = Later(at), new AppointMediator(body.Id, turn, world.Today.AddYears(1)));
                others[StreamRef.To<Mediator>(id.Value)] = mediator.State;
                streams.Add(mediator.Encoded());
            }
            organization.Do(body.City, at = Later(at), new ActivateOrganization(ChinaTime.DayOf(at)) { ActiveMediators = names.Count });
            organization.Do(body.City, at = Later(at), new ListOrganization(ChinaTime.DayOf(at)));
            others[StreamRef.To<Organization>(body.Id.Value)] = organization.State;
            streams.Add(organization.Encoded());
            houses[body.Key] = new(others, head, names);

            DateTimeOffset Later(DateTimeOffset moment) => world.Agenda.After(moment, dice.Between(15, 90), dice.Between(1, 59));
        }
        await log.Add(streams);
        foreach (var (series, last) in own) numbers[series] = last;
    }

    /// <summary>All cases of one organization in order of receipt, so that its numbers run without a gap.</summary>
    private static List<BulkStream> Tell(HubStore store, World world, Body body, int place, int count, House house, SeedCommission commission, Dictionary<string, int> numbers)
    {
        var dice = new Dice(world.Seed, $"seed plan {body.Key}");
        var first = world.Today.AddYears(-Years).DayNumber;
        var days = world.Today.DayNumber - first;
        // Somewhat more each year.
        var received = Enumerable.Range(0, count).Select(_ => world.Agenda.Workday(DateOnly.FromDayNumber(first + (int)(Math.Sqrt(dice.Share(0.16, 1)) * 1.6667 * days - 0.6667 * days) % days), 0)).Where(d => d < world.Today).Order().ToList();
        var (streams, told) = (new List<BulkStream>(count), 0);
        foreach (var day in received)
        {
            var no = ++told;
            var ends = EndsOf(body, dice);
            var record = new SeedRecord<MediationCase>(store, NewId.Next("c"), house.Others, Next(numbers));
            var lead = dice.Between(1, body.Mediators);
            var spec = new CaseSpec(place * 100_000 + no, body, day, ends) { Lead = lead };
            var story = new SeedStory(world, body, record, spec, house.Mediators[lead - 1], now => commission.Review(record, house.Others, body.ActorOf(lead), now, new Dice(world.Seed, $"{spec.Id} review")));
            story.Tell();
            if (record.State.Exists) streams.Add(record.Encoded());
            if (story.Review is { } review) streams.Add(review);
        }
        return streams;
    }

    private static Func<string, int> Next(Dictionary<string, int> numbers) => series => numbers[series] = numbers.GetValueOrDefault(series) + 1;

    private static Outcome EndsOf(Body body, Dice dice)
    {
        if (dice.Chance(0.13)) return dice.Weighted((Outcome.Withdrawn, 4.0), (Outcome.NotAccepted, 2.6), (Outcome.RespondentRefused, 5.0), (Outcome.Void, 0.6));
        return dice.Chance(body.Success) ? Outcome.Agreed : dice.Weighted((Outcome.NoAgreement, 60.0), (Outcome.Stopped, 14), (Outcome.Expired, 10), (Outcome.Absent, 9), (Outcome.Partial, 11));
    }

    private static async Task MakeAccounts(Installation installation, IReadOnlyList<Body> bodies, ConcurrentDictionary<string, House> houses)
    {
        var unknown = new PasswordHasher<Account>().HashPassword(new Account(), Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        var accounts = bodies.SelectMany(body => houses[body.Key].Mediators
                .Select((name, i) => new Account { UserName = body.ActorOf(i + 1).UserName, DisplayName = name, Roles = ["mediator"], OrganizationId = body.Id.Value, MediatorId = body.MediatorIdOf(i + 1).Value })
                .Append(new() { UserName = body.Head.UserName, DisplayName = houses[body.Key].HeadName, Roles = ["head"], OrganizationId = body.Id.Value }))
            .Concat(bodies.DistinctBy(b => b.PlaceUnit).Select(b => new Account { UserName = b.City.UserName, DisplayName = $"{b.Place.City}人社局经办", Roles = ["city"], Unit = b.PlaceUnit }))
            .Where(a => a.UserName is not ("mediator" or "head" or "city")).DistinctBy(a => a.UserName);
        foreach (var account in accounts)
        {
            (account.PasswordHash, account.SecurityStamp) = (unknown, Guid.NewGuid().ToString("N"));
            await installation.Accounts.CreateAsync(account, default);
        }
        foreach (var account in await DemoProvince.People(installation)) await installation.Accounts.CreateAsync(account, default);
    }
}
