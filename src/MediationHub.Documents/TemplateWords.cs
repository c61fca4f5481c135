using System.Collections;
using System.Text.RegularExpressions;
using HandlebarsDotNet;

namespace MediationHub.Documents;

/// <summary>The few words that templates have besides Handlebars' own.</summary>
internal static class TemplateWords
{
    public static void Register(IHandlebars handlebars)
    {
        // {{no @index}}: 1, 2, 3…
        handlebars.RegisterHelper("no", (_, arguments) => Index(arguments) + 1);
        // {{noAmong @index ../Applicants}}: （2）, or nothing where there is only one.
        handlebars.RegisterHelper("noAmong", (_, arguments) =>
            Items(arguments[1]).Skip(1).Any() ? $"（{Index(arguments) + 1}）" : "");
        // {{count Applicants}}
        handlebars.RegisterHelper("count", (_, arguments) => Items(arguments[0]).Count());
        // {{#paragraphs Facts}}<p>{{this}}</p>{{/paragraphs}}: one for every line that is not blank.
        handlebars.RegisterHelper("paragraphs", (output, block, context, arguments) =>
        {
            foreach (var line in Lines(arguments[0] as string)) block.Template(output, line);
        });
        // {{#allButLast 2 Signatures}}…{{/allButLast}}{{#last 2 Signatures}}…{{/last}}: the last lines stay with the seal.
        handlebars.RegisterHelper("allButLast", (output, block, context, arguments) =>
        {
            foreach (var item in Items(arguments[1]).SkipLast(Convert.ToInt32(arguments[0]))) block.Template(output, item);
        });
        handlebars.RegisterHelper("last", (output, block, context, arguments) =>
        {
            foreach (var item in Items(arguments[1]).TakeLast(Convert.ToInt32(arguments[0]))) block.Template(output, item);
        });
        // {{#unless (says Text Amount.Figures)}}: a sum that the words already name is not written a second time.
        handlebars.RegisterHelper("says", (_, arguments) => arguments[0] is string text && arguments[1] is string sum && Regex.IsMatch(text, $@"(?<![\d,.]){Regex.Escape(sum)}(?!\d)"));
        // A statement: who speaks stands before the first line only.
        handlebars.RegisterHelper("firstLine", (_, arguments) => Lines(arguments[0] as string).FirstOrDefault() ?? "");
        handlebars.RegisterHelper("laterLines", (output, block, context, arguments) =>
        {
            foreach (var line in Lines(arguments[0] as string).Skip(1)) block.Template(output, line);
        });
    }

    private static IEnumerable<object> Items(object? list) => ((IEnumerable)list!).Cast<object>();

    private static string[] Lines(string? text) =>
        (text ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int Index(Arguments arguments) => Convert.ToInt32(arguments[0]);
}
