using MediationHub.Bench;

try
{
    var options = BenchOptions.From(args);
    await (options.Rankings ? Rankings.Of(options) : options.Registers ? Registers.Of(options) : options.Law ? Amendments.Of(options) : options.Desk ? Desk.Of(options) : Run.Of(options));
    return 0;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}
