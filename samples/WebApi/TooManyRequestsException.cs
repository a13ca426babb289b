namespace WebApi;

/// <summary>More photos wait for a detector than make sense.</summary>
internal sealed class TooManyRequestsException() : Exception("too many photos are waiting; try again later");
