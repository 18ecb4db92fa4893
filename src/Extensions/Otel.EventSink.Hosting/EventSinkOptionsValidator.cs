using Microsoft.Extensions.Options;

namespace Otel.EventSink.Hosting;

/// <summary>Says at start what is wrong with the options, whoever set them.</summary>
internal sealed class EventSinkOptionsValidator : IValidateOptions<EventSinkOptions>
{
    public ValidateOptionsResult Validate(string? name, EventSinkOptions options)
    {
        // Each error begins with the name of the option: together that is the path under which it is configured.
        var errors = options.Validate();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors.Select(e => $"{EventSinkConfiguration.SectionName}:{e}"));
    }
}
