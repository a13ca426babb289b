using YoloGen.Training.Commands;

return Verb.Run(Verbs.Create(), args);
