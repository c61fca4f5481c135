using System.Text.RegularExpressions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Tests.Kernel;

/// <summary><c>docs/glossary.md</c> has a row for every record, command, event and word list of the domain, and no name that is gone.</summary>
public partial class The_glossary
{
    private static readonly Type[] Types = [.. typeof(Wire).Assembly.GetTypes().Where(t => t.IsVisible && !t.IsAbstract)];
    private static readonly HashSet<string> Named = [.. Name().Matches(Repository.Read("docs/glossary.md")).Select(m => m.Groups[1].Value)];

    [Fact]
    public void Names_every_record_command_event_and_word_list()
    {
        var terms = Types.Where(t => t.IsEnum || t.IsSubclassOf(typeof(DomainEvent)) || Is(t, typeof(IAggregate<>)) || Is(t, typeof(ICommand<>))).Select(t => t.Name).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(terms);
        Assert.Equal([], terms.Where(term => !Named.Contains(term)));
    }

    [Fact]
    public void Names_nothing_that_is_gone()
    {
        var words = Types.Where(t => t.IsEnum).SelectMany(Enum.GetNames);
        var sources = Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories).SelectMany(File.ReadLines);
        var known = words.Concat(sources.SelectMany(line => Declared().Matches(line)).Select(m => m.Groups[1].Value)).Append(nameof(The_glossary)).ToHashSet();
        Assert.Equal([], Named.Where(name => !known.Contains(name)));
    }

    private static bool Is(Type type, Type open) => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == open);

    [GeneratedRegex(@"`([A-Z]\w*)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(?:record struct|class|record|struct|enum|interface) (\w+)")]
    private static partial Regex Declared();
}
