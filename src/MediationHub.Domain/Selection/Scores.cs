using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>What a score sheet is checked by, and what follows from the sheets that are in.</summary>
internal static class Scores
{
    /// <summary>Names every item that is unknown, given twice or out of its range; where the sheet is to be complete, also what is missing.</summary>
    internal static void Check(Problems problems, string field, CampaignStandards standards, IReadOnlyList<ItemPoints> items, bool complete)
    {
        foreach (var (item, i) in items.Select((item, i) => (item, i)))
        {
            if (standards.Item(item.ItemId ?? "") is not { } known) problems.Add($"{field}[{i}].itemId", $"评分表没有“{item.ItemId}”这一项，请核对。", "The sheet has no such item; check its id.");
            else if (item.Points < 0 || item.Points > known.Points) problems.Add($"{field}[{i}].points", $"“{known.Name}”应在0至{known.Points:0.##}分之间。", $"Item {known.Id} takes 0 to {known.Points:0.##} points.");
            else if (decimal.Round(item.Points, 2) != item.Points) problems.Add($"{field}[{i}].points", $"“{known.Name}”的分数最多两位小数。", $"Points of item {known.Id} have two decimals at most.");
            if (items.Take(i).Any(earlier => earlier.ItemId == item.ItemId)) problems.Add($"{field}[{i}].itemId", $"“{item.ItemId}”给了两次分，请删去一个。", "The item is scored twice; leave one out.");
            problems.Add($"{field}[{i}].reason", TextRules.Check(item.Reason, TextRules.Longest.Reason));
        }
        if (complete && standards.Items.Where(k => items.All(i => i.ItemId != k.Id)).ToArray() is { Length: > 0 } missing)
            problems.Add(field, $"以下各项尚未评分：{string.Join('、', missing.Select(m => m.Name))}。", $"Items are not scored yet: {string.Join(", ", missing.Select(m => m.Id))}.");
    }
    /// <summary>A whole sheet: every item within its range, a reason wherever it differs from what the record gives, a bonus within its limit.</summary>
    internal static void CheckSheet(Problems problems, CampaignStandards standards, SelectionMetrics metrics, IReadOnlyList<ItemPoints> items, decimal bonus, Personal bonusReason, Personal comment)
    {
        Check(problems, "items", standards, items, complete: true);
        var machine = ScoreSheet.Of(standards, metrics).ToDictionary(m => m.ItemId);
        foreach (var (item, i) in items.Select((item, i) => (item, i)))
            if (machine.GetValueOrDefault(item.ItemId ?? "") is { Points: { } computed } && computed != item.Points && item.Reason.IsEmpty && standards.Item(item.ItemId!) is { } known && item.Points >= 0 && item.Points <= known.Points)
                problems.Add($"items[{i}].reason", $"“{standards.Item(item.ItemId!)?.Name}”的评分与系统计算的{computed:0.##}分不同，请填写理由。", $"The record gives {computed:0.##} points for item {item.ItemId}: say why yours differ.");
        if (bonus < 0 || bonus > standards.Bonus) problems.Add("bonus", $"加分应在0至{standards.Bonus:0.##}分之间。", $"The bonus lies between 0 and {standards.Bonus:0.##} points.");
        if (bonus > 0 && bonusReason.IsEmpty) problems.Add("bonusReason", "请填写加分的理由。", "Say what the bonus is for.");
        problems.Add("bonusReason", TextRules.Check(bonusReason, TextRules.Longest.Reason));
        problems.Add("comment", TextRules.Check(comment, TextRules.Longest.Statement));
    }

    internal static ScoreGiven Of(CampaignStandards standards, ScorerId scorer, IReadOnlyList<ItemPoints> items, decimal bonus, Personal bonusReason, Personal comment, FileId? sheet, Context at) =>
        new(scorer, [.. standards.Items.Select(k => items.First(i => i.ItemId == k.Id))], bonus, bonusReason, comment, items.Sum(i => i.Points) + bonus, at.Actor.UserName, sheet, at.Today);

    /// <summary>The points that stand once enough sheets are in: two that lie close enough together, or three; null before.</summary>
    internal static NominationScored? Standing(CampaignStandards standards, decimal[] totals, Context at)
    {
        var spread = totals.Max() - totals.Min();
        return totals.Length >= 3 || (totals.Length == 2 && spread <= standards.ScoreGap) ? new(ScoreSheet.Final(totals), spread, totals.Length, at.Today) : null;
    }

    /// <summary>The same sheet in everything that was written on it.</summary>
    internal static bool Says(this ScoreGiven given, IReadOnlyList<ItemPoints> items, decimal bonus, Personal bonusReason, Personal comment) =>
        given.Bonus == bonus && given.BonusReason == bonusReason && given.Comment == comment && given.Items.Count == items.Count && items.All(i => given.Items.Any(g => g.ItemId == i.ItemId && g.Points == i.Points && g.Reason == i.Reason));
}
