using System.Text.RegularExpressions;
using Dapper;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Web.Components;

namespace MediationHub.Web.Features.Mediators;

/// <summary>The mediators of one organization to choose from.</summary>
/// <param name="Many">More than <see cref="Most"/>: a page takes a name or a certificate number instead of listing them, and offers what fits while it is typed.</param>
/// <param name="Chosen">The one that is chosen or proposed, where there is such a one; it may mediate no more.</param>
public sealed record MediatorRoster(string? Organization, IReadOnlyList<Choice> Choices, bool Many, Choice? Chosen)
{
    /// <summary>So many stand in a list on a page.</summary>
    public const int Most = 200;

    public static MediatorRoster None { get; } = new(null, [], false, null);

    public bool Any => Many || Choices.Count > 0;

    /// <summary>What stands in the field for a value: the name of the one that it is the id of, otherwise what was typed.</summary>
    public string? Typed(string? value) => value is not null && value == Chosen?.Value ? Chosen.Text : value;
}

/// <summary>Finds the mediators of an organization, however many there are.</summary>
public sealed partial class MediatorRosters(HubStore store)
{
    // Who may mediate there today; and everybody who was ever appointed there.
    private const string Today = " and a.from_on <= @today and a.until_on >= @today and (a.ended_on is null or a.ended_on > @today) and not m.suspended and m.dismissed_on is null";
    private const string Of = "from mediator_rows m join appointment_rows a on a.mediator_id = m.id where a.organization_id = @organization";

    /// <summary>Those who may mediate at an organization today.</summary>
    /// <param name="chosen">The id of the one that is chosen already, or is proposed.</param>
    /// <param name="everyone">Also those whose term is over.</param>
    public async Task<MediatorRoster> At(string organization, string? chosen, CancellationToken cancel, bool everyone = false)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var rows = (await connection.QueryAsync<Row>(
            $"select distinct m.id as Id, m.name as Name, m.certificate_number as Certificate {Of}{(everyone ? "" : Today)} order by m.name, m.id limit {MediatorRoster.Most + 1}", new { organization, today = Day })).AsList();
        var many = rows.Count > MediatorRoster.Most;
        var one = chosen is null ? null : rows.Find(r => r.Id == chosen) ?? (many
            ? await connection.QueryFirstOrDefaultAsync<Row>($"select m.id as Id, m.name as Name, m.certificate_number as Certificate {Of} and m.id = @chosen limit 1", new { organization, chosen }) : null);
        return new(organization, many ? [] : [.. rows.Select(r => new Choice(r.Id, r.Name, r.Certificate))], many, one is null ? null : new(one.Id, Text(one)));
    }

    /// <summary>Whom a text means that was typed where there are many: an id, a certificate number, a whole name, or both as they are offered.</summary>
    /// <returns>The id; or the sentence that says why nobody is meant.</returns>
    public async Task<(string? Id, string? Sentence)> Find(string organization, string typed, CancellationToken cancel, bool everyone = false)
    {
        var text = typed.Trim();
        var (name, certificate) = Both().Match(text) is { Success: true } both ? (both.Groups[1].Value.Trim(), TextRules.HalfWidth(both.Groups[2].Value.Trim())) : (text, TextRules.HalfWidth(text));
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var found = (await connection.QueryAsync<Row>(
            $"""
            select distinct m.id as Id, m.name as Name, m.certificate_number as Certificate {Of}{(everyone ? "" : Today)}
              and (m.id = @text or {(name == text ? "m.name = @name or upper(m.certificate_number) = upper(@certificate)" : "m.name = @name and upper(m.certificate_number) = upper(@certificate)")}) limit 3
            """, new { organization, text, name, certificate, today = Day })).AsList();
        return found switch
        {
            [var one] => (one.Id, null),
            [] => (null, $"没有找到“{text}”：请填写{(everyone ? "本组织" : "聘期内可以办案的")}调解员的姓名全称或者调解员证号。"),
            _ => (null, $"有多名调解员叫“{text}”，请填写调解员证号。"),
        };
    }

    private DateOnly Day => ChinaTime.DayOf(store.Clock.GetUtcNow());

    private static string Text(Row row) => row.Certificate is null ? row.Name : $"{row.Name}（{row.Certificate}）";

    [GeneratedRegex("^(.+)[（(]([^（）()]+)[）)]$")]
    private static partial Regex Both();

    private sealed record Row(string Id, string Name, string? Certificate);
}
