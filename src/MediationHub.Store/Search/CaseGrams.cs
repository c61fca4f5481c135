using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MediationHub.Domain.Cases;
using MediationHub.Store.Rows;

namespace MediationHub.Store.Search;

/// <summary>What a case can be found by, and by whom (decision 0012).</summary>
/// <param name="remembers">Long texts are hashed once for all states that have them; left out where each case is looked at once, since what is kept burdens every garbage collection.</param>
public sealed class CaseGrams(SearchKeys keys, bool remembers = true)
{
    // A state keeps what its events did not touch, and a command asks for all rows again: long texts are hashed once.
    private readonly ConditionalWeakTable<object, Hashed> _disputes = [];
    private readonly ConditionalWeakTable<object, Hashed> _records = [];

    // Sorting what may hold some twice takes less than keeping a set of it.
    [ThreadStatic] private static List<int>? _gathered;

    private sealed record Hashed(string Scope, object? With, int[] Grams);

    /// <summary>
    /// Each part with the scope that may find it: the dispute by the organization, and by the one it is offered to; each session's record by the organization;
    /// a private session's by the mediators of the case alone, as they alone may read it (O17 §24). Offers are not searched.
    /// </summary>
    public IEnumerable<(string Scope, string Part, Numbers Grams)> Of(MediationCase c)
    {
        yield return (c.OrganizationId.Value, "case", Dispute(c, c.OrganizationId.Value, NumberGrams(c.Number)));
        if (c.Transfer?.To.Value is { } offeredTo && offeredTo != c.OrganizationId.Value) yield return (offeredTo, "case", Dispute(c, offeredTo, []));
        foreach (var session in c.Sessions)
        {
            if (session.Record is not { } record) continue;
            if (!session.Private) yield return (c.OrganizationId.Value, session.Id, Record(record, c.OrganizationId.Value));
            else foreach (var mediator in c.Mediators.Select(m => m.MediatorId.Value).Distinct()) yield return (mediator, session.Id, Record(record, mediator));
        }
    }

    /// <summary>The hashes by which everybody finds a case number: its organization's code, its running number, and that with its year.</summary>
    public int[] NumberGrams(string? number)
    {
        var pieces = Pieces(number);
        if (pieces.Count == 0) return [];
        var seed = keys.Scope(SearchKeys.Public);
        return [.. pieces.Select(p => keys.Of(seed, p)).Distinct()];
    }

    /// <summary>A year stands together with what follows it: alone it is a tenth of all cases.</summary>
    private static List<string> Pieces(string? number)
    {
        var pieces = SearchText.Of(number).Where(p => char.IsAsciiLetterOrDigit(p[0])).ToList();
        for (var i = 0; i + 1 < pieces.Count; i++)
        {
            if (pieces[i] is not { Length: 4 } year || !int.TryParse(year, out var y) || y is < 1990 or > 2100) continue;
            pieces[i] = $"{year}#{pieces[i + 1]}";
        }
        return pieces;
    }

    private Numbers Dispute(MediationCase c, string scope, int[] known)
    {
        var facts = c.Facts.Value;
        Hashed? hashed = null;
        if (!remembers || !_disputes.TryGetValue(c.Claims, out hashed) || hashed.Scope != scope || !ReferenceEquals(hashed.With, facts))
        {
            hashed = new(scope, facts, Hash(scope, c.Claims.Select(x => x.Text.Value).Append(facts)));
            if (remembers) _disputes.AddOrUpdate(c.Claims, hashed);
        }
        var names = c.Parties.SelectMany(p => p.Agents.Select(a => a.Name.Value).Prepend(p.LegalRepresentative.Value).Prepend(p.Name.Value)).Concat(c.Members.Select(m => m.Name.Value)).Append(c.Number);
        return new(Hash(scope, names, hashed.Grams, known));
    }

    private Numbers Record(SessionRecord record, string scope)
    {
        Hashed? hashed = null;
        if (!remembers || !_records.TryGetValue(record, out hashed) || hashed.Scope != scope)
        {
            hashed = new(scope, null, Hash(scope, record.Statements.SelectMany(s => new[] { s.By.Value, s.Text.Value }).Concat(record.UndisputedFacts.Select(f => f.Value))));
            if (remembers) _records.AddOrUpdate(record, hashed);
        }
        return new(hashed.Grams);
    }

    /// <summary>The hashes of the texts' grams with others, each once, in order.</summary>
    private int[] Hash(string scope, IEnumerable<string?> texts, params ReadOnlySpan<int[]> others)
    {
        var seed = keys.Scope(scope);
        var grams = _gathered ??= new(1_024);
        grams.Clear();
        foreach (var text in texts) SearchText.Each(text, g => grams.Add(keys.Of(seed, g)));
        foreach (var other in others) grams.AddRange(other);
        var all = CollectionsMarshal.AsSpan(grams);
        all.Sort();
        var kept = 0;
        foreach (var gram in all)
            if (kept == 0 || all[kept - 1] != gram) all[kept++] = gram;
        return all[..kept].ToArray();
    }
}
