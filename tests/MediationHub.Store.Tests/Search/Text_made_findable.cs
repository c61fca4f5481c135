using MediationHub.Store.Keys;
using MediationHub.Store.Search;

namespace MediationHub.Store.Tests.Search;

public class Text_made_findable
{
    [Theory]
    [InlineData("李明月", "李明 明月")]
    [InlineData("支付2026年8月工资", "支付 2026 8 月工 工资")]
    [InlineData("长春（CC01）劳调〔2026〕0012号", "长春 cc01 劳调 2026 12")]
    [InlineData("ＡＢ１２", "ab12")]
    [InlineData("李。明", "")]
    [InlineData("字", "")]
    [InlineData("000", "000")]
    public void Is_pairs_of_characters_and_whole_words(string text, string grams) =>
        Assert.Equal(grams.Split(' ', StringSplitOptions.RemoveEmptyEntries), SearchText.Of(text));

    [Theory]
    [InlineData("李明", "%李明%"), InlineData("100%", "%100\\%%"), InlineData("a_b", "%a\\_b%"), InlineData("c\\d", "%c\\\\d%")]
    public void Stands_for_itself_in_a_pattern(string typed, string pattern) => Assert.Equal((pattern, pattern[1..]), (Like.Containing(typed), Like.StartingWith(typed)));

    /// <summary>A character of two code units is a pair by itself.</summary>
    [Fact]
    public void Knows_rare_characters() => Assert.Equal(2, SearchText.Of("𠮷野").Count);

    [Fact]
    public void Keeps_no_word_and_is_another_in_each_scope()
    {
        var folder = Directory.CreateTempSubdirectory("mediationhub-search-");
        var (keys, others) = (new SearchKeys(KeyRing.Open(Path.Combine(folder.FullName, "a"))), new SearchKeys(KeyRing.Open(Path.Combine(folder.FullName, "b"))));
        Assert.Equal(keys.Of("org-1", "拖欠工资").Order(), keys.Of("org-1", "工资拖欠工资").Intersect(keys.Of("org-1", "拖欠工资")).Order());
        Assert.Empty(keys.Of("org-1", "拖欠工资").Intersect(keys.Of("org-2", "拖欠工资")));
        Assert.Empty(keys.Of("org-1", "拖欠工资").Intersect(others.Of("org-1", "拖欠工资")));
        folder.Delete(recursive: true);
    }

    /// <summary>Two grams of one organization must not share a hash often enough to be met with.</summary>
    [Fact]
    public void Spreads_over_all_hashes()
    {
        var folder = Directory.CreateTempSubdirectory("mediationhub-search-");
        var keys = new SearchKeys(KeyRing.Open(Path.Combine(folder.FullName, "a")));
        var seed = keys.Scope("org-1");
        var hashes = Enumerable.Range(0, 20_000).Select(i => keys.Of(seed, [(char)('一' + i), '工'])).ToHashSet();
        Assert.InRange(hashes.Count, 19_995, 20_000);
        Assert.InRange(hashes.Count(h => h < 0), 9_500, 10_500);
        folder.Delete(recursive: true);
    }
}
