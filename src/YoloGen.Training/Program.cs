using YoloGen.Natives;
using YoloGen.Training.Commands;
using YoloGen.Training.Runtime;

ParentWatch.Start();
OwnLibraries.Register();
return Verb.Run(Verbs.Create(), args);
