using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Statistics;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Hosting;

namespace MediationHub.Web.Features.Rankings;

/// <summary><c>mediationhub recompute --from --to …</c>: a ranking from the log alone, to hold against the page and the API.</summary>
internal static class RankingVerb
{
    private static readonly string[] Names = ["--from", "--to", "--unit", "--type", "--definition"];

    public static bool IsAsked(string[] arguments) => arguments.Any(a => Names.Contains(a) || a == "--json");

    /// <exception cref="SettingException">An argument that cannot be used.</exception>
    public static async Task<int> Run(Installation installation, string[] arguments)
    {
        await using var opened = installation;
        var (given, json) = (new Dictionary<string, string>(), false);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--json") json = true;
            else if (Names.Contains(arguments[i]) && i + 1 < arguments.Length) given[arguments[i]] = arguments[++i];
            else throw new SettingException($"不认识的参数 {arguments[i]}。可用：{string.Join('、', Names)}、--json。");
        }
        string? Of(string name) => given.GetValueOrDefault(name);
        var (query, problem) = RankingEndpoints.Asked(new(opened.Store), opened.Store, Of("--from"), Of("--to"), Of("--unit"), Of("--type"), Of("--definition"));
        if (problem is not null) throw new SettingException(problem.Errors?.Values.SelectMany(e => e).FirstOrDefault()?.Chinese ?? problem.Detail.Chinese);

        var (watch, told) = (Stopwatch.StartNew(), -1L);
        var reckoned = await LogReckoning.Run(opened.Store, query!, at =>
        {
            if (watch.ElapsedMilliseconds / 500 == told) return;
            told = watch.ElapsedMilliseconds / 500;
            Console.Error.Write($"\r已读 {at.Events:N0} 条事件(日志共 {at.InLog:N0} 条)");
        });
        var seconds = Math.Max(watch.Elapsed.TotalSeconds, 0.001);
        Console.Error.WriteLine($"\r已读 {reckoned.Events:N0} 条事件(日志共 {reckoned.InLog:N0} 条),{reckoned.Cases:N0} 件案件,{seconds:0.0} 秒({reckoned.Events / seconds:N0} 条/秒)");
        if (json) Console.WriteLine(JsonSerializer.Serialize(All(reckoned.Ranking), OrganizationEndpoints.Rates));
        else Print(reckoned.Ranking);
        return 0;
    }

    /// <summary>Every place of a ranking as the API shows it.</summary>
    public static IReadOnlyList<RankedOrganization> All(RankingAsOf of) => [.. of.Ranking.All.Select(p => RankedOrganization.Of(p, of.Ranking))];

    private static void Print(RankingAsOf of)
    {
        var (query, rules) = (of.Query, of.Query.Rules);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rules.Definition.Name}（{rules.Definition.Id} 第{rules.Definition.Version}版） {query.From:yyyy-MM-dd} 至 {query.To:yyyy-MM-dd}，目标 {rules.Target}%，日历第{of.Law.Calendar.Edition}版，规则库第{of.Law.Rules.Version}版，记录序号 {of.AsOf.Position}"));
        Console.WriteLine(rules.Definition.Text);
        Console.WriteLine("名次\t类内\t编码\t组织\t类型\t分子\t分母\t成功率\t保守成功率\t按期办结率\t履行率");
        foreach (var o in All(of))
        {
            var rank = o.Rank is { } place ? place.ToString(CultureInfo.InvariantCulture) : o.Met is true || of.Ranking.Of(o.OrganizationId)!.Kind is PlaceKind.Insufficient ? "样本不足" : "未达标";
            Console.WriteLine($"{rank}\t{(o.RankInType is { } own ? own.ToString(CultureInfo.InvariantCulture) : "—")}\t{o.Code}\t{o.Name}\t{o.Type}\t{Number(o.Succeeded)}\t{Number(o.Denominator)}\t{Percent(o.Rate)}\t{Percent(o.WilsonLower)}\t{Percent(o.OnTimeRate)}\t{Percent(o.PerformanceRate)}");
        }

        static string Number(decimal? n) => n?.ToString("0.##", CultureInfo.InvariantCulture) ?? "—";
        static string Percent(decimal? n) => n?.ToString("0.00", CultureInfo.InvariantCulture) + (n is null ? "—" : "%");
    }
}
